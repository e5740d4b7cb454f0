#pragma once

#include "d2l/core/tensor.hpp"

// Other ways to see the same memory (section 2.2): no element is copied, and a change through one view shows in all.
// Gradients flow back to the tensor that is viewed. All throw IndexError for an axis that is not there.
namespace d2l {

/// The same elements in another shape; one size may be -1 and follows from the others.
/// Throws ShapeError where the number of elements differs, or where strides make it impossible without a copy.
template <class T>
Tensor<T> view(const Tensor<T>& x, const Shape& shape);
/// `view` where that is possible, else a copy in that shape.
template <class T>
Tensor<T> reshape(const Tensor<T>& x, const Shape& shape);
/// Joins the axes from `first` to `last`, both included, into one. Throws IndexError where `first` comes after `last`.
template <class T>
Tensor<T> flatten(const Tensor<T>& x, std::int64_t first = 0, std::int64_t last = -1);
/// Without the axes of size 1.
template <class T>
Tensor<T> squeeze(const Tensor<T>& x);
/// Without this axis, if its size is 1.
template <class T>
Tensor<T> squeeze(const Tensor<T>& x, std::int64_t axis);
/// With a new axis of size 1 at this place.
template <class T>
Tensor<T> unsqueeze(const Tensor<T>& x, std::int64_t axis);
/// With two axes exchanged.
template <class T>
Tensor<T> transpose(const Tensor<T>& x, std::int64_t a, std::int64_t b);
/// The transpose of a matrix; a vector or a scalar stays as it is. Throws ShapeError for more than two axes.
template <class T>
Tensor<T> t(const Tensor<T>& x);
/// With the axes in this order. Throws ShapeError unless each axis is named once.
template <class T>
Tensor<T> permute(const Tensor<T>& x, const Dims& axes);
/// Repeated along axes of size 1, and along new axes in front; -1 keeps a size. Throws ShapeError.
template <class T>
Tensor<T> expand(const Tensor<T>& x, const Shape& shape);

}  // namespace d2l
