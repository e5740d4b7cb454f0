#pragma once

#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// A step of minibatch stochastic gradient descent, p ← p - lr·g/batch_size, after which the gradients are 0 again. The
/// gradient is that of a sum over the batch; dividing by the batch size makes it that of the mean. (Section 3.2.)
/// Throws ValueError where there are no parameters.
void sgd(const std::vector<Tensor<>>& parameters, double lr, std::int64_t batch_size);

}  // namespace d2l
