#pragma once

#include "d2l/core/tensor.hpp"

// Activation functions besides those of section 3.8, element by element.
namespace d2l {

/// y = x above 0 and slope·x elsewhere; y' = 1 and slope.
template <std::floating_point T>
Tensor<T> leaky_relu(const Tensor<T>& x, double slope = 0.01);

/// How Φ is computed: by the error function, or as (1 + tanh(√(2/π)·(x + 0.044715 x³)))/2.
enum class Gelu { exact, tanh };

/// y = x·Φ(x), where Φ(x) is the probability of a standard normal number below x (Hendrycks and Gimpel 2016,
/// arXiv:1606.08415); y' = Φ(x) + x·φ(x) with the normal density φ. NaN at minus infinity, as in PyTorch.
template <std::floating_point T>
Tensor<T> gelu(const Tensor<T>& x, Gelu form = Gelu::exact);

}  // namespace d2l
