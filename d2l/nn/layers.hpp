#pragma once

#include "d2l/nn/layer.hpp"
#include "d2l/ops/activation.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/view.hpp"

// Layers without parameters.
namespace d2l::nn {

/// Joins all axes but the first: images (n, 1, 28, 28) become rows (n, 784).
struct Flatten : Layer {
  Tensor<> forward(const Tensor<>& X) override { return flatten(X, 1); }
  std::string extra_repr() const override { return "start_dim=1, end_dim=-1"; }
};

/// max(x, 0), element by element (section 3.8).
struct ReLU : Layer {
  Tensor<> forward(const Tensor<>& X) override { return relu(X); }
};

/// 1/(1 + e⁻ˣ), element by element (section 3.8).
struct Sigmoid : Layer {
  Tensor<> forward(const Tensor<>& X) override { return sigmoid(X); }
};

/// The hyperbolic tangent, element by element (section 3.8).
struct Tanh : Layer {
  Tensor<> forward(const Tensor<>& X) override { return tanh(X); }
};

/// x above 0 and negative_slope·x elsewhere, element by element.
struct LeakyReLU : Layer {
  explicit LeakyReLU(double slope = 0.01) : negative_slope(slope) {}
  Tensor<> forward(const Tensor<>& X) override { return leaky_relu(X, negative_slope); }
  std::string extra_repr() const override;
  double negative_slope;
};

/// x·Φ(x), element by element, where Φ(x) is the probability of a standard normal number below x; `Gelu::tanh` computes
/// it approximately.
struct GELU : Layer {
  explicit GELU(Gelu form = Gelu::exact) : form(form) {}
  Tensor<> forward(const Tensor<>& X) override { return gelu(X, form); }
  std::string extra_repr() const override;
  Gelu form;
};

}  // namespace d2l::nn
