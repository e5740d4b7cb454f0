#pragma once

#include <vector>

#include "d2l/core/tensor.hpp"

// A tensor in pieces, and one made of copies of another. (Pieces of a given size: `split`. Joining: `cat`, `stack`.)
namespace d2l {

/// At most n pieces along an axis, all of the length ⌈size / n⌉ but the last one, which may be shorter: views. Throws
/// ValueError for n below 1, IndexError where there is no such axis.
template <class T>
std::vector<Tensor<T>> chunk(const Tensor<T>& x, std::int64_t n, std::int64_t axis = 0);

/// All parts along an axis, which goes away: views, as `select` gives them. Throws IndexError where there is no such
/// axis.
template <class T>
std::vector<Tensor<T>> unbind(const Tensor<T>& x, std::int64_t axis = 0);

/// Copies of x side by side, times[k] of them along axis k; extra times stand for new axes in front. The gradient is
/// the sum over the copies. Throws ShapeError for fewer times than axes, and for a negative one.
template <class T>
Tensor<T> repeat(const Tensor<T>& x, const Dims& times);

}  // namespace d2l
