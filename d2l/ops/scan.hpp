#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// y[i] = x[0] + … + x[i] along an axis; of integers and bools as int64. Floats are added up in double precision.
/// dx[i] = dy[i] + … + dy[n - 1]. Throws IndexError for an axis that is not there.
template <class T>
Tensor<typename Tensor<T>::Sum> cumsum(const Tensor<T>& x, std::int64_t axis);

}  // namespace d2l
