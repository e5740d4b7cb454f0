#pragma once

#include <optional>
#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

struct AdamOptions {
  double lr = 1e-3;
  double beta1 = 0.9, beta2 = 0.999;
  double eps = 1e-8;
  std::optional<double> weight_decay = {};  ///< where none is given 0, of AdamW 0.01
};

/// Adam (section 7.8; Kingma and Ba 2015, arXiv:1412.6980): for each parameter p with gradient g, in its t-th step
///
///     g ← g + weight_decay·p,   m ← β1·m + (1 - β1)·g,   v ← β2·v + (1 - β2)·g²,
///     p ← p - lr/(1 - β1ᵗ) · m / (√v / √(1 - β2ᵗ) + eps)
///
/// The state is `step`, t; `exp_avg`, m; and `exp_avg_sq`, v. They are where the parameter is, so a GPU need not wait
/// for the host to count.
class Adam : public GroupedOptimizer<AdamOptions> {
 public:
  /// Throws ValueError for a rate, decay or eps that is negative or not finite, for a β that is not in [0, 1), and
  /// where there is no parameter, or one that cannot be trained.
  Adam(std::vector<Tensor<>> parameters, Options options = {});
  explicit Adam(std::vector<Group> groups);

 protected:
  /// With the decay of groups that name none.
  Adam(const char* name, std::vector<Group> groups, double default_decay);
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
  /// The formulas above from m on.
  void take_step(std::size_t n, const Tensor<>& p, const Tensor<>& g);
  double decay_of(std::size_t n) const { return options_of(n).weight_decay.value_or(default_decay_); }

 private:
  double default_decay_;
};

/// Adam with the decay outside of the gradient (Loshchilov and Hutter 2019, arXiv:1711.05101): p ← (1 -
/// lr·weight_decay)·p, and then Adam's step by g itself.
class AdamW : public Adam {
 public:
  /// As Adam; the default decay is 0.01.
  AdamW(std::vector<Tensor<>> parameters, Options options = {});
  explicit AdamW(std::vector<Group> groups);

 private:
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
};

}  // namespace d2l::optim
