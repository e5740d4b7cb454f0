#pragma once

#include <vector>

#include "d2l/optim/optimizer.hpp"

namespace d2l::optim {

/// The options of SGD, with PyTorch's defaults.
struct SGDOptions {
  double lr;
  double momentum = 0;
  double weight_decay = 0;
  bool nesterov = false;
};

/// Stochastic gradient descent (section 3.3): for each parameter p with gradient g
///
///     g ← g + weight_decay·p,   v ← momentum·v + g (v ← g the first time),   p ← p - lr·v
///
/// with v = g where the momentum is 0. With Nesterov's momentum the step goes along g + momentum·v instead of v
/// (Sutskever et al. 2013, in PyTorch's form). The state is `momentum_buffer`, v.
class SGD : public GroupedOptimizer<SGDOptions> {
 public:
  /// Throws ValueError for a rate, momentum or decay that is negative or not finite, for Nesterov without momentum, and
  /// where there is no parameter, or one that cannot be trained.
  SGD(std::vector<Tensor<>> parameters, Options options);
  explicit SGD(std::vector<Group> groups);

 private:
  void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) override;
};

}  // namespace d2l::optim
