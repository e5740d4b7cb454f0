#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l::kernels {

/// The strides of x read along with a tensor of index's shape; the position along `axis` comes from the index instead.
template <class T>
Strides strides_off_axis(const Tensor<T>& x, std::int64_t axis) {
  auto strides = x.strides();
  if (axis < strides.size()) strides[axis] = 0;
  return strides;
}

}  // namespace d2l::kernels
