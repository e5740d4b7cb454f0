#pragma once

#include <utility>

#include "d2l/core/tensor.hpp"

// Elements in order along an axis. NaN stands above all numbers. Equals keep their order (PyTorch promises that for
// `stable=True` only). Gradients go to where the elements came from. All throw IndexError for an axis that is not
// there.
namespace d2l {

/// Says that the largest come first: `sort(x, 0, descending)`.
inline constexpr bool descending = true;

/// The elements in order along an axis, from the smallest, or from the largest if `descending`, and where each stood.
template <class T>
std::pair<Tensor<T>, Tensor<std::int64_t>> sort(const Tensor<T>& x, std::int64_t axis = -1, bool descending = false);

/// Where in x the elements stand that `sort` gives.
template <class T>
Tensor<std::int64_t> argsort(const Tensor<T>& x, std::int64_t axis = -1, bool descending = false);

/// The k largest elements along an axis, or the k smallest, in order, and where they stand; of equals the first. Throws
/// ValueError for a k below 0 or above the size of the axis.
template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> topk(const Tensor<T>& x, std::int64_t k, std::int64_t axis = -1,
                                                bool largest = true);

}  // namespace d2l
