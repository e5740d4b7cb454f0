#pragma once

#include "d2l/nn/layer.hpp"

namespace d2l::nn {

/// Y = X Wᵀ + b: a fully connected layer from `in` to `out` features (section 3.3). X is (…, in), weight (out, in),
/// bias (out). Both start evenly distributed between ±1/√in, drawn in PyTorch's order (its Kaiming-uniform with a =
/// √5).
struct Linear : Layer {
  Linear(std::int64_t in, std::int64_t out, bool with_bias = true);

  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override;
  std::string extra_repr() const override;

  Parameter weight, bias;

 protected:
  Linear() = default;  // without parameters
};

/// A Linear that learns from its first batch how many features come in (section 4.3), and draws its initial values
/// then. Until then it has no parameters to list: make the optimizer after the first call.
class LazyLinear : public Linear {
 public:
  explicit LazyLinear(std::int64_t out, bool with_bias = true) : out_(out), with_bias_(with_bias) {}

  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override;
  /// `Linear` once it has its parameters, before that `LazyLinear`.
  std::string name() const override;
  std::string extra_repr() const override;

 private:
  std::int64_t out_;
  bool with_bias_;
};

}  // namespace d2l::nn
