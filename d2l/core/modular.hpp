#pragma once

#include <concepts>
#include <type_traits>

namespace d2l {

/// The type to compute with Ts in: whole numbers wrap around past their ends, as in PyTorch, and in C++ only those
/// without a sign do.
template <class T>
using Modular =
    typename std::conditional_t<std::signed_integral<T>, std::make_unsigned<T>, std::type_identity<T>>::type;

/// x as such a number.
template <class T>
constexpr Modular<T> modular(T x) {
  return static_cast<Modular<T>>(x);
}

}  // namespace d2l
