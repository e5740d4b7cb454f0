#pragma once

// For those who use fmt: `fmt::print("{} on {}\n", x.shape(), x.device())`. Tensors, shapes, strides and devices are
// formatted as they print themselves, with the options that fmt has for text, such as `{:>20}`, and `x.at(i)` as the
// number that it is. (Apart from print.hpp, so that others need not compile fmt's headers.)

#include <concepts>

#include <fmt/format.h>

#include "d2l/core/print.hpp"

namespace d2l::detail {

struct TextFormatter : fmt::formatter<fmt::string_view> {
  template <class X, class Context>
  auto format(const X& x, Context& context) const {
    return fmt::formatter<fmt::string_view>::format(to_string(x), context);
  }
};

// A Tensor or what is derived from it, as nn::Parameter is.
template <class X>
concept AnyTensorClass = std::derived_from<X, Tensor<typename X::value_type>>;

}  // namespace d2l::detail

namespace fmt {  // the specializations stand inside: Doxygen does not know `struct fmt::formatter<X>`

template <d2l::detail::AnyTensorClass X>
struct formatter<X> : d2l::detail::TextFormatter {};
template <class T>
struct formatter<d2l::ElementRef<T>> : formatter<T> {
  template <class Context>
  auto format(const d2l::ElementRef<T>& element, Context& context) const {
    return formatter<T>::format(element, context);
  }
};
template <>
struct formatter<d2l::Dims> : d2l::detail::TextFormatter {};
template <>
struct formatter<d2l::Device> : d2l::detail::TextFormatter {};

}  // namespace fmt
