#pragma once

#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

/// The options of Adagrad, with PyTorch's defaults.
struct AdagradOptions {
  double lr = 1e-2;
  double lr_decay = 0;
  double weight_decay = 0;
  double initial_accumulator_value = 0;
  double eps = 1e-10;
};

/// Adagrad (section 7.5; Duchi, Hazan and Singer 2011, JMLR 12, 2121): for each parameter p with gradient g, in its
/// t-th step
///
///     g ← g + weight_decay·p,   s ← s + g²,   p ← p - lr/(1 + (t - 1)·lr_decay) · g / (√s + eps)
///
/// where s starts from initial_accumulator_value. The state is `step`, t; and `sum`, s.
class Adagrad : public GroupedOptimizer<AdagradOptions> {
 public:
  /// Throws ValueError for an option that is negative or not finite, and where there is no parameter, or one that
  /// cannot be trained.
  Adagrad(std::vector<Tensor<>> parameters, Options options = {});
  explicit Adagrad(std::vector<Group> groups);

 private:
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;

  std::vector<Tensor<double>> rates_;  // of the step, by parameter
};

}  // namespace d2l::optim
