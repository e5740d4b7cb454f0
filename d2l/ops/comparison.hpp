#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/copy.hpp"

// Comparisons, element by element, broadcast: `eq(x, y)` or `x == y`. None has a gradient. All throw ShapeError where
// the shapes do not broadcast.
namespace d2l {

/// x == y.
template <Element T>
Tensor<bool> eq(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x != y.
template <Element T>
Tensor<bool> ne(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x < y.
template <Element T>
Tensor<bool> lt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x <= y.
template <Element T>
Tensor<bool> le(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x > y.
template <Element T>
Tensor<bool> gt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});
/// x >= y.
template <Element T>
Tensor<bool> ge(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {});

/// The tensor of shape () that holds `s`, for comparisons with a number.
template <class T>
Tensor<T> scalar_like(const Tensor<T>& x, T s);

/// The type in which elements are compared with a number: bools as the integers 0 and 1, neither of which is 2.
template <class T>
using Counted = std::conditional_t<std::same_as<T, bool>, std::int64_t, T>;
template <class T>
auto counted(const Tensor<T>& x) {
  return to<Counted<T>>(x);
}

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
  return eq(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator!=(const Tensor<T>& x, S s) {
  return ne(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator<(const Tensor<T>& x, S s) {
  return lt(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator<=(const Tensor<T>& x, S s) {
  return le(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator>(const Tensor<T>& x, S s) {
  return gt(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}
template <class T, Scalar<T> S>
Tensor<bool> operator>=(const Tensor<T>& x, S s) {
  return ge(counted(x), scalar_like(counted(x), static_cast<Counted<T>>(s)));
}

}  // namespace d2l
