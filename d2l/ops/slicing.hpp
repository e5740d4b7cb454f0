#pragma once

#include <cstdint>
#include <vector>

#include "d2l/core/tensor.hpp"

// Parts of a tensor (section 2.2), which share its memory as every view does: assigning to a row changes the matrix.
namespace d2l {

/// The i-th part along an axis, which goes away; negative i count from the end. Throws IndexError.
template <class T>
Tensor<T> select(const Tensor<T>& x, std::int64_t axis, std::int64_t i);
/// The parts begin, begin + step, ... before end along an axis; negative ends count from the end, and ends beyond the
/// tensor are cut off, as in Python. Throws ValueError for a step below 1.
template <class T>
Tensor<T> slice(const Tensor<T>& x, std::int64_t axis, std::int64_t begin, std::int64_t end = INT64_MAX,
                std::int64_t step = 1);
/// Pieces of `size` along an axis, the last one smaller where they do not come out even. Throws ValueError for a size
/// below 1.
template <class T>
std::vector<Tensor<T>> split(const Tensor<T>& x, std::int64_t size, std::int64_t axis = 0);

}  // namespace d2l
