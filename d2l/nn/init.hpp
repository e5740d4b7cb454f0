#pragma once

#include "d2l/core/tensor.hpp"

// Starting values for parameters (section 4.2), set in place and not recorded.
namespace d2l::nn::init {

/// Normally distributed.
void normal_(const Tensor<>& x, double mean = 0, double std = 1);
/// Evenly distributed from `low` to `high`.
void uniform_(const Tensor<>& x, double low = 0, double high = 1);
/// Every element `value`.
void constant_(const Tensor<>& x, float value);
/// Every element 0.
void zeros_(const Tensor<>& x);
/// Every element 1.
void ones_(const Tensor<>& x);
/// Evenly distributed between ±√(6 / ((1 + a²)·in)) for weights (out, in): keeps the variance through layers whose
/// activation is a leaky ReLU of slope a (He et al. 2015, arXiv:1502.01852). Throws ShapeError for less than two axes.
void kaiming_uniform_(const Tensor<>& x, double a = 0);
/// Evenly distributed between ±√(6 / (in + out)) for weights (out, in) (Glorot and Bengio 2010; section 3.15).
/// Throws ShapeError for less than two axes.
void xavier_uniform_(const Tensor<>& x);

}  // namespace d2l::nn::init
