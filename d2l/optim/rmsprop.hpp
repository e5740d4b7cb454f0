#pragma once

#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

/// The options of RMSprop, with PyTorch's defaults.
struct RMSpropOptions {
  double lr = 1e-2;
  double alpha = 0.99;
  double eps = 1e-8;
  double weight_decay = 0;
  double momentum = 0;
  bool centered = false;
};

/// RMSprop (section 7.6; Tieleman and Hinton 2012, lecture 6.5 of Neural Networks for Machine Learning): for each
/// parameter p with gradient g
///
///     g ← g + weight_decay·p,   v ← α·v + (1 - α)·g²,   p ← p - lr · g / (√v + eps)
///
/// Where it is centered, m ← α·m + (1 - α)·g is kept too, and √(v - m²), the deviation, takes the place of √v (Graves
/// 2013, arXiv:1308.0850). With momentum, b ← momentum·b + g / (√v + eps) and p ← p - lr·b. The state is `step`, the
/// number of steps; `square_avg`, v; `grad_avg`, m; and `momentum_buffer`, b.
class RMSprop : public GroupedOptimizer<RMSpropOptions> {
 public:
  /// Throws ValueError for an option that is negative or not finite, for an α that is not in [0, 1), and where there is
  /// no parameter, or one that cannot be trained.
  RMSprop(std::vector<Tensor<>> parameters, Options options = {});
  explicit RMSprop(std::vector<Group> groups);

 private:
  enum Slots : std::size_t { step_count, mean_square, mean, buffer };

  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
  bool keeps(std::size_t n, std::size_t slot) const override;
};

}  // namespace d2l::optim
