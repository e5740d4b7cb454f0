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

// Those below keep the variance through the layers. They take weights (out, in, …); for a convolution the sizes of the
// window follow, and `in` and `out` are both multiplied by them. They throw ShapeError for fewer than two axes.

/// Whose variance is kept: of what goes forward, or of the gradients on the way back.
enum class Mode { fan_in, fan_out };

/// Evenly distributed between ±gain·√(6 / (in + out)) (Glorot and Bengio 2010; section 3.15).
void xavier_uniform_(const Tensor<>& x, double gain = 1);
/// Normally distributed with the standard deviation gain·√(2 / (in + out)).
void xavier_normal_(const Tensor<>& x, double gain = 1);
/// Evenly distributed between ±√(6 / ((1 + a²)·in)), or with `out` in the mode fan_out, for layers whose activation is
/// a leaky ReLU of slope a (He et al. 2015, arXiv:1502.01852).
void kaiming_uniform_(const Tensor<>& x, double a = 0, Mode mode = Mode::fan_in);
/// Normally distributed with the standard deviation √(2 / ((1 + a²)·in)), or with `out` in the mode fan_out.
void kaiming_normal_(const Tensor<>& x, double a = 0, Mode mode = Mode::fan_in);

}  // namespace d2l::nn::init
