#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/view.hpp"

// How the ops that reduce along axes read them.
namespace d2l {

/// The axes, counted from the front, in order; all of them where none is named. A scalar has none to reduce, but takes
/// 0 and -1. Throws IndexError for an axis that is not there, ShapeError for one named twice.
Dims checked_axes(const char* op, const Dims& axes, std::int64_t dims);

/// The shape without these axes, or with size 1 along them.
Shape reduced_shape(const Shape& shape, const Dims& axes, bool keepdim);

/// How many elements are reduced to one.
std::int64_t count(const Shape& shape, const Dims& axes);

/// A tensor that was reduced along these axes, with size 1 along them again.
template <class T>
Tensor<T> with_reduced_axes(const Tensor<T>& y, const Dims& axes) {
  auto shape = y.shape();
  for (const auto axis : axes) shape.insert(axis, 1);
  return reshape(y, shape);
}

}  // namespace d2l
