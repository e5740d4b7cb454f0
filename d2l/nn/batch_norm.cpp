#include "d2l/nn/batch_norm.hpp"

#include <fmt/format.h>

#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/batch_norm.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l::nn {

void BatchNorm::initialize(std::int64_t features) {
  if (features < 1) throw ValueError(fmt::format("{}: {} features; there must be at least 1", name(), features));
  features_ = features;
  is_there_ = true;
  if (options_.affine) {
    weight = ones({features});
    bias = zeros({features});
  }
  if (options_.track_running_stats) {
    running_mean = zeros({features});
    running_var = ones({features});
    num_batches_tracked = zeros<std::int64_t>({});
  }
}

Tensor<> BatchNorm::forward(const Tensor<>& X) {
  expect_axes(X);
  const bool by_batch = training() || !options_.track_running_stats;
  const auto Y = batch_norm(X, running_mean, running_var, weight, bias,
                            {.training = by_batch, .momentum = options_.momentum, .eps = options_.eps});
  if (training() && options_.track_running_stats) num_batches_tracked.add_(1);
  return Y;
}

void BatchNorm::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
  v("running_mean", running_mean);
  v("running_var", running_var);
  v("num_batches_tracked", num_batches_tracked);
}

std::vector<const char*> BatchNorm::names() const {
  std::vector<const char*> names;
  if (options_.affine)
    for (const auto* const name : {"weight", "bias"}) names.push_back(name);
  if (options_.track_running_stats)
    for (const auto* const name : {"running_mean", "running_var", "num_batches_tracked"}) names.push_back(name);
  return names;
}

std::string BatchNorm::extra_repr() const {
  const auto shown = [](bool b) { return b ? "True" : "False"; };
  return fmt::format("{}, eps={}, momentum={}, affine={}, track_running_stats={}", features_, options_.eps,
                     options_.momentum, shown(options_.affine), shown(options_.track_running_stats));
}

void BatchNorm1d::expect_axes(const Tensor<>& X) const {
  if (X.dim() != 2 && X.dim() != 3)
    throw ShapeError("BatchNorm1d: inputs of shape " + to_string(X.shape()) + "; it takes (n, c) or (n, c, length)");
}

void BatchNorm2d::expect_axes(const Tensor<>& X) const {
  if (X.dim() != 4)
    throw ShapeError("BatchNorm2d: inputs of shape " + to_string(X.shape()) + "; it takes (n, c, h, w)");
}

}  // namespace d2l::nn
