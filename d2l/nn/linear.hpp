#pragma once

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// Y = X Wᵀ + b: a fully connected layer from `in` to `out` features (section 3.3). X is (…, in), weight (out, in),
/// bias (out). Both start evenly distributed between ±1/√in, drawn in PyTorch's order (its Kaiming-uniform with a =
/// √5).
struct Linear : Module {
  Linear(std::int64_t in, std::int64_t out, bool with_bias = true);

  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override;

  Parameter weight, bias;
};

}  // namespace d2l::nn
