#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The product over all axes, or over one; of integers and bools as int64. Floats are multiplied in double precision.
/// The product of nothing is 1. The gradient for an element is dy times the product of all others, even with zeros and
/// infinities among them. Throws IndexError for an axis that is not there.
template <class T>
Tensor<typename Tensor<T>::Sum> prod(const Tensor<T>& x);
template <class T>
Tensor<typename Tensor<T>::Sum> prod(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

}  // namespace d2l
