#pragma once

#include "d2l/core/tensor.hpp"

// Truth values, element by element: of two tensors, broadcast, or of one. None has a gradient. A number is true if it
// is not 0, so NaN is true. Those of two tensors throw ShapeError where the shapes do not broadcast.
namespace d2l {

/// Whether both are true: `x && y` of bool tensors. (Both are computed, unlike with C++'s own.)
template <Element T>
Tensor<bool> logical_and(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// Whether one of them is true, or both: `x || y` of bool tensors. (Both are computed, unlike with C++'s own.)
template <Element T>
Tensor<bool> logical_or(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// Whether x is not true: `!x` of a bool tensor.
template <Element T>
Tensor<bool> logical_not(const Tensor<T>& x, const Out<bool>& out = {});

/// Whether x is NaN; no whole number is.
template <Element T>
Tensor<bool> isnan(const Tensor<T>& x, const Out<bool>& out = {});
/// Whether x is neither infinite nor NaN; true for all whole numbers.
template <Element T>
Tensor<bool> isfinite(const Tensor<T>& x, const Out<bool>& out = {});

template <std::same_as<bool> T>
Tensor<bool> operator&&(const Tensor<T>& x, const Tensor<T>& y) {
  return logical_and(x, y);
}
template <std::same_as<bool> T>
Tensor<bool> operator||(const Tensor<T>& x, const Tensor<T>& y) {
  return logical_or(x, y);
}
template <std::same_as<bool> T>
Tensor<bool> operator!(const Tensor<T>& x) {
  return logical_not(x);
}

}  // namespace d2l
