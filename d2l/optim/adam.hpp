#pragma once

#include <optional>
#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

/// The options of Adam and AdamW, with PyTorch's defaults.
struct AdamOptions {
  double lr = 1e-3;
  double beta1 = 0.9, beta2 = 0.999;
  double eps = 1e-8;
  std::optional<double> weight_decay = {};  ///< by default 0, for AdamW 0.01
  bool amsgrad = false;                     ///< whether the largest v so far takes the place of v
};

/// Adam (section 7.8; Kingma and Ba 2015, arXiv:1412.6980): for each parameter p with gradient g, in its t-th step
///
///     g ← g + weight_decay·p,   m ← β1·m + (1 - β1)·g,   v ← β2·v + (1 - β2)·g²,
///     p ← p - lr/(1 - β1ᵗ) · m / (√v / √(1 - β2ᵗ) + eps)
///
/// With amsgrad, the last line has the largest v so far, element by element, so that no rate grows again (Reddi, Kale
/// and Kumar 2018, arXiv:1904.09237). The state is `step`, t; `exp_avg`, m; `exp_avg_sq`, v; and `max_exp_avg_sq`. They
/// lie where the parameter does, so a GPU need not wait for the host to count.
class Adam : public GroupedOptimizer<AdamOptions> {
 public:
  /// Throws ValueError for a rate, decay or eps that is negative or not finite, for a β that is not in [0, 1), and
  /// where there is no parameter, or one that cannot be trained.
  Adam(std::vector<Tensor<>> parameters, Options options = {});
  explicit Adam(std::vector<Group> groups);

 protected:
  /// A decay that is added to the gradient, as a multiple of the parameter, or taken off the parameter, as a share.
  struct Decay {
    double of_gradient = 0, of_parameter = 0;
  };

  /// `default_decay` is that of groups that name none.
  Adam(const char* name, std::vector<Group> groups, double default_decay);
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
  bool keeps(std::size_t n, std::size_t slot) const override;
  /// p ← (1 - of_parameter)·p, and then the formulas above with the decay of the gradient.
  void take_step(std::size_t n, const Tensor<>& p, const Tensor<>& gradient, const Decay& decay);
  double decay_of(std::size_t n) const { return options_of(n).weight_decay.value_or(default_decay_); }

 private:
  enum Slots : std::size_t { step_count, mean, mean_square, largest_square };

  double default_decay_;
  std::vector<Tensor<double>> rates_, corrections_;  // of the step, by parameter
};

/// Adam with the decay outside the gradient (Loshchilov and Hutter 2019, arXiv:1711.05101): p ← (1 -
/// lr·weight_decay)·p, and then Adam's step with g itself.
class AdamW : public Adam {
 public:
  /// As Adam; the default decay is 0.01.
  AdamW(std::vector<Tensor<>> parameters, Options options = {});
  explicit AdamW(std::vector<Group> groups);

 private:
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
};

}  // namespace d2l::optim
