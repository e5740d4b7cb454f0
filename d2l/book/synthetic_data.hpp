#pragma once

#include <utility>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Examples of y = X w + b + ε: features X (n, d) drawn from a standard normal distribution, weights w (d, 1), a bias
/// b, and noise ε of deviation 0.01; the labels y have shape (n, 1) (section 3.2). X is drawn first, then ε.
std::pair<Tensor<>, Tensor<>> synthetic_data(const Tensor<>& w, float b, std::int64_t n);

}  // namespace d2l
