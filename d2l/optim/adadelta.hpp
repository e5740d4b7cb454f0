#pragma once

#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

/// The options of Adadelta, with PyTorch's defaults.
struct AdadeltaOptions {
  double lr = 1.0;
  double rho = 0.9;
  double eps = 1e-6;
  double weight_decay = 0;
};

/// Adadelta (section 7.7; Zeiler 2012, arXiv:1212.5701): for each parameter p with gradient g
///
///     g ← g + weight_decay·p,   v ← ρ·v + (1 - ρ)·g²,   Δ = √(d + eps) / √(v + eps) · g,
///     d ← ρ·d + (1 - ρ)·Δ²,   p ← p - lr·Δ
///
/// The state is `step`, the number of steps; `square_avg`, v; and `acc_delta`, d.
class Adadelta : public GroupedOptimizer<AdadeltaOptions> {
 public:
  /// Throws ValueError for an option that is negative or not finite, for a ρ that is not in [0, 1), and where there is
  /// no parameter, or one that cannot be trained.
  Adadelta(std::vector<Tensor<>> parameters, Options options = {});
  explicit Adadelta(std::vector<Group> groups);

 private:
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
};

}  // namespace d2l::optim
