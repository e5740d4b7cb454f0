#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

struct BatchNormOptions {
  bool training = false;
  double momentum = 0.1;  ///< the weight of the new in running = (1 - momentum)·running + momentum·new
  double eps = 1e-5;
};

/// Y = (X - μ)/√(σ² + eps)·γ + β for each channel of X (n, c) or (n, c, ...): batch normalization (section 5.10; Ioffe
/// and Szegedy 2015, arXiv:1502.03167). In training μ and σ² are the mean and the variance (with divisor N) of the
/// channel's N numbers in this batch, and running_mean and running_var move towards μ and σ²·N/(N - 1); else they are
/// running_mean and running_var. γ, β and the running tensors are (c); γ and β may be undefined, and in training so may
/// the running tensors. With X̂ = (X - μ)/√(σ² + eps): dγ = Σ dY·X̂, dβ = Σ dY, and in training
/// dX = γ/√(σ² + eps) · (dY - dβ/N - X̂·dγ/N). Throws ShapeError where shapes do not fit, ValueError for training on
/// one number per channel, whose variance says nothing.
template <std::floating_point T>
Tensor<T> batch_norm(const Tensor<T>& X, const std::type_identity_t<Tensor<T>>& running_mean,
                     const std::type_identity_t<Tensor<T>>& running_var,
                     const std::type_identity_t<Tensor<T>>& weight = {},
                     const std::type_identity_t<Tensor<T>>& bias = {}, const BatchNormOptions& options = {});

}  // namespace d2l
