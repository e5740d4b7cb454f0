#pragma once

#include <span>
#include <vector>

#include "d2l/core/tensor.hpp"

// Picking elements by a tensor of indices, and joining tensors. All copy.
namespace d2l {

/// The parts of x along `axis` that `index` (a vector) names, in that order. Where one is named twice, gradients add
/// up. Throws IndexError for a place outside x, ShapeError for an x of shape () or an index that is no vector.
template <class T>
Tensor<T> index_select(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index);

/// y[i][j] = x[i][index[i][j]] for axis 1, and so on: one place for each element of y, which has index's shape. The
/// book picks with it the probability of each label (section 3.6). Throws ShapeError, IndexError.
template <class T>
Tensor<T> gather(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index);

/// The tensors one behind the other along an axis; all other sizes must agree. Throws ShapeError, ValueError for none.
template <class T>
Tensor<T> cat(std::span<const Tensor<T>> parts, std::int64_t axis = 0);
template <class T>
Tensor<T> cat(const std::vector<Tensor<T>>& parts, std::int64_t axis = 0) {
  return cat(std::span<const Tensor<T>>(parts), axis);
}
template <class T>
Tensor<T> cat(std::initializer_list<Tensor<T>> parts, std::int64_t axis = 0) {
  return cat(std::span<const Tensor<T>>(parts.begin(), parts.size()), axis);
}

/// The tensors, all of one shape, side by side along a new axis. Throws ShapeError, ValueError for none.
template <class T>
Tensor<T> stack(std::span<const Tensor<T>> parts, std::int64_t axis = 0);
template <class T>
Tensor<T> stack(const std::vector<Tensor<T>>& parts, std::int64_t axis = 0) {
  return stack(std::span<const Tensor<T>>(parts), axis);
}
template <class T>
Tensor<T> stack(std::initializer_list<Tensor<T>> parts, std::int64_t axis = 0) {
  return stack(std::span<const Tensor<T>>(parts.begin(), parts.size()), axis);
}

}  // namespace d2l
