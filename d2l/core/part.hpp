#pragma once

#include <cstdint>
#include <type_traits>

#include "d2l/core/modular.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// A part of a tensor, as indexing gives it: a view that can be assigned to where it stands. `x[0] = y` copies y into
/// x's first row, broadcast, `x(all, 1) = 0` fills a column, and both are recorded as every op in place is. Once it has
/// a name it is a tensor like any other: after `auto row = x[0]`, `row = y` makes the name mean y and leaves x alone,
/// as in Python. (Section 2.2.)
template <class T>
class Part : public Tensor<T> {
 public:
  Part(const Tensor<T>& view) : Tensor<T>(view) {}
  Part(const Part&) = default;
  Part(Part&&) noexcept = default;
  ~Part() = default;

  Part& operator=(const Part&) & = default;
  Part& operator=(Part&&) & noexcept = default;
  Part& operator=(const Tensor<T>& other) & {
    Tensor<T>::operator=(other);
    return *this;
  }
  Tensor<T> operator=(const Part& source) && { return assign(source); }
  Tensor<T> operator=(const Tensor<T>& source) && { return assign(source); }
  Tensor<T> operator=(Scalar<T> auto value) && { return this->fill_(static_cast<T>(value)); }

 private:
  // A source with more axes fits if the extra ones, in front, have size 1.
  const Tensor<T>& assign(const Tensor<T>& source) const;
};

/// An element of a tensor on the CPU, as `at` gives it: it reads as a number and is written by `=`, `+=`, `-=`, `*=`,
/// `/=`. When it is written, it throws what an op in place throws.
template <class T>
class ElementRef {
 public:
  ElementRef(const Tensor<T>& tensor, T* address) : tensor_(tensor), address_(address) {}
  ElementRef(const ElementRef&) = default;
  operator T() const { return *address_; }

  const ElementRef& operator=(const ElementRef& other) const { return *this = T(other); }
  const ElementRef& operator=(T value) const {
    is_recorded() ? void(as_tensor().fill_(value)) : write(value);
    return *this;
  }
  const ElementRef& operator+=(T value) const {
    is_recorded() ? void(as_tensor().add_(value)) : write(static_cast<T>(modular(*address_) + modular(value)));
    return *this;
  }
  const ElementRef& operator-=(T value) const {
    is_recorded() ? void(as_tensor().sub_(value)) : write(static_cast<T>(modular(*address_) - modular(value)));
    return *this;
  }
  const ElementRef& operator*=(T value) const {
    is_recorded() ? void(as_tensor().mul_(value)) : write(static_cast<T>(modular(*address_) * modular(value)));
    return *this;
  }
  const ElementRef& operator/=(T value) const {
    is_recorded() ? void(as_tensor().div_(value)) : write(static_cast<T>(*address_ / value));
    return *this;
  }

 private:
  bool is_recorded() const;
  Tensor<T> as_tensor() const;
  void write(T value) const;

  Tensor<T> tensor_;
  T* address_;
};

template <class T>
template <std::integral... I>
ElementRef<T> Tensor<T>::at(I... indices) const {
  return {*this, address_of(Dims{static_cast<std::int64_t>(indices)...})};
}

template <class T>
Part<T> Tensor<T>::operator[](std::int64_t i) const {
  return select(0, i);
}

template <class T>
template <class... I>
requires(std::constructible_from<Index, I> && ...)
Part<T> Tensor<T>::operator()(I... indices) const {
  return index({Index(indices)...});
}

}  // namespace d2l
