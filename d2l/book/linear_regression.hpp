#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The parameters of linear regression: weights (d elements, any shape) and a bias.
struct LinearParameters {
  Tensor<> w;
  float b;
};

/// ŷ = X w + b for features X (n, d), weights w (d, 1) and a bias b (section 3.2).
Tensor<> linreg(const Tensor<>& X, const Tensor<>& w, const Tensor<>& b);

/// (ŷ - y)²/2 for each example, in the shape of ŷ (section 3.2). Throws ShapeError unless y has as many elements.
Tensor<> squared_loss(const Tensor<>& y_hat, const Tensor<>& y);

}  // namespace d2l
