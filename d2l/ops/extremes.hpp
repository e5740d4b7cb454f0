#pragma once

#include <utility>

#include "d2l/core/tensor.hpp"

// The largest and the smallest element. NaN counts as both: where there is one, it is the result. All throw IndexError
// for an axis that is not there.
namespace d2l {

/// The largest element; the gradient goes there, in equal parts where there are several. Throws ValueError for an empty
/// tensor.
template <Number T>
Tensor<T> max(const Tensor<T>& x);
/// The largest elements along an axis, and where they are; the gradient goes to the first of equals. Throws ValueError
/// for an axis of size 0.
template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> max(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

/// The smallest element; the gradient goes there, in equal parts where there are several. Throws ValueError for an
/// empty tensor.
template <Number T>
Tensor<T> min(const Tensor<T>& x);
/// The smallest elements along an axis, and where they are; the gradient goes to the first of equals. Throws ValueError
/// for an axis of size 0.
template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> min(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

/// Where the largest element is, counted in row-major order; the first of equals. Throws ValueError for an empty
/// tensor.
template <Number T>
Tensor<std::int64_t> argmax(const Tensor<T>& x);
/// Where along the axis the largest elements are. Throws ValueError for an axis of size 0.
template <Number T>
Tensor<std::int64_t> argmax(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

/// Where the smallest element is, counted in row-major order; the first of equals. Throws ValueError for an empty
/// tensor.
template <Number T>
Tensor<std::int64_t> argmin(const Tensor<T>& x);
/// Where along the axis the smallest elements are. Throws ValueError for an axis of size 0.
template <Number T>
Tensor<std::int64_t> argmin(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

}  // namespace d2l
