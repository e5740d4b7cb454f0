#pragma once

#include "d2l/nn/linear.hpp"

namespace d2l {

/// A Linear layer as the book's chapter 3 starts it: weights normally distributed with a small deviation, bias 0
/// (section 3.3). Its default initial values are drawn first, as in PyTorch.
nn::Linear normal_linear(std::int64_t in, std::int64_t out, double std = 0.01);

}  // namespace d2l
