#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// y = log Σ exp(x) over all axes, over one, or over several, without overflow; -∞ for none. dx = dy·exp(x - y). Throws
/// IndexError for an axis that is not there, ShapeError for one named twice.
template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x);
template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);
template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x, const Dims& axes, bool keepdim = false);

}  // namespace d2l
