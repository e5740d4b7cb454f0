#pragma once

#include "d2l/core/tensor.hpp"

// Whether something is true of a tensor. Any number but 0 counts as true, NaN too. None has a gradient. Those along an
// axis throw IndexError for one that is not there.
namespace d2l {

/// Whether any element is true; false where there is none.
template <class T>
Tensor<bool> any(const Tensor<T>& x);
template <class T>
Tensor<bool> any(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

/// Whether all elements are true, PyTorch's `all` (here that is an index: the whole axis); true where there is none.
template <class T>
Tensor<bool> all_of(const Tensor<T>& x);
template <class T>
Tensor<bool> all_of(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);

/// Whether both have the same shape and equal elements; NaN equals nothing. A GPU is waited for. Throws DeviceError for
/// tensors on different devices.
template <class T>
bool equal(const Tensor<T>& x, const Tensor<T>& y);

}  // namespace d2l
