#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// New memory of x's shape without gaps, in which the elements lie in the same order as in x's: for a transposed
/// matrix, column after column. PyTorch calls it the preserved format.
template <class T>
Tensor<T> in_order_of(const Tensor<T>& x, Device device);

}  // namespace d2l
