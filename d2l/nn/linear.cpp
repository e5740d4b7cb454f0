#include "d2l/nn/linear.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "d2l/nn/init.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/matmul.hpp"

namespace d2l::nn {
namespace {

std::string describe(std::int64_t in, std::int64_t out, bool with_bias) {
  return fmt::format("in_features={}, out_features={}, bias={}", in, out, with_bias ? "True" : "False");
}

}  // namespace

Linear::Linear(std::int64_t in, std::int64_t out, bool with_bias) : weight(empty({out, in})) {
  init::kaiming_uniform_(weight, std::sqrt(5.0));
  if (!with_bias) return;
  bias = empty({out});
  const double bound = in > 0 ? 1 / std::sqrt(static_cast<double>(in)) : 0;
  init::uniform_(bias, -bound, bound);
}

Tensor<> Linear::forward(const Tensor<>& X) { return linear(X, weight, bias); }

void Linear::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
}

std::string Linear::extra_repr() const { return describe(weight.size(1), weight.size(0), bias.defined()); }

Tensor<> LazyLinear::forward(const Tensor<>& X) {
  if (!weight.defined()) {
    if (X.dim() == 0) throw ShapeError("LazyLinear: a batch without axes has no features");
    Linear made(X.size(-1), out_, with_bias_);
    weight = std::move(made.weight);
    bias = std::move(made.bias);
  }
  return Linear::forward(X);
}

void LazyLinear::visit(Visitor& v) {
  if (weight.defined()) return Linear::visit(v);
  v.uninitialized("weight");
  if (with_bias_) v.uninitialized("bias");
}

std::string LazyLinear::name() const { return weight.defined() ? "Linear" : "LazyLinear"; }

std::string LazyLinear::extra_repr() const {
  return weight.defined() ? Linear::extra_repr() : describe(0, out_, with_bias_);
}

}  // namespace d2l::nn
