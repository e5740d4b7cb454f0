#pragma once

#include "d2l/core/tensor.hpp"

// Comparisons, element by element, broadcast: `eq(x, y)` or `x == y`. None has a gradient. All throw ShapeError where
// the shapes do not broadcast.
namespace d2l {

/// x == y.
template <class T>
Tensor<bool> eq(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x != y.
template <class T>
Tensor<bool> ne(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x < y.
template <class T>
Tensor<bool> lt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x <= y.
template <class T>
Tensor<bool> le(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x > y.
template <class T>
Tensor<bool> gt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x >= y.
template <class T>
Tensor<bool> ge(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});

/// The tensor of shape () that holds `s`, for comparisons with a number.
template <class T>
Tensor<T> scalar_like(const Tensor<T>& x, T s);

template <class T>
Tensor<bool> operator==(const Tensor<T>& x, const Tensor<T>& y) {
  return eq(x, y);
}
template <class T>
Tensor<bool> operator!=(const Tensor<T>& x, const Tensor<T>& y) {
  return ne(x, y);
}
template <class T>
Tensor<bool> operator<(const Tensor<T>& x, const Tensor<T>& y) {
  return lt(x, y);
}
template <class T>
Tensor<bool> operator<=(const Tensor<T>& x, const Tensor<T>& y) {
  return le(x, y);
}
template <class T>
Tensor<bool> operator>(const Tensor<T>& x, const Tensor<T>& y) {
  return gt(x, y);
}
template <class T>
Tensor<bool> operator>=(const Tensor<T>& x, const Tensor<T>& y) {
  return ge(x, y);
}
template <class T, Scalar<T> S>
Tensor<bool> operator==(const Tensor<T>& x, S s) {
  return eq(x, scalar_like(x, static_cast<T>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator!=(const Tensor<T>& x, S s) {
  return ne(x, scalar_like(x, static_cast<T>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator<(const Tensor<T>& x, S s) {
  return lt(x, scalar_like(x, static_cast<T>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator<=(const Tensor<T>& x, S s) {
  return le(x, scalar_like(x, static_cast<T>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator>(const Tensor<T>& x, S s) {
  return gt(x, scalar_like(x, static_cast<T>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator>=(const Tensor<T>& x, S s) {
  return ge(x, scalar_like(x, static_cast<T>(s)));
}

}  // namespace d2l
