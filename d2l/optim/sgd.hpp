#pragma once

#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l::optim {

/// Stochastic gradient descent (section 3.3): for each parameter p with gradient g
///
///     g ← g + weight_decay·p,   v ← momentum·v + g (v ← g the first time),   p ← p - lr·v
///
/// with v = g where the momentum is 0. A parameter without gradient stays as it is.
class SGD {
 public:
  struct Options {
    double lr;
    double momentum = 0;
    double weight_decay = 0;

    bool operator==(const Options&) const = default;
  };
  /// Parameters that share their options; the bias, for one, is mostly not decayed (section 3.12).
  struct Group {
    std::vector<Tensor<>> parameters;
    Options options;
  };

  /// Throws ValueError for a rate, momentum or decay that is negative or not finite, for a tensor that does not require
  /// grad, and where there are no parameters, or none in one of the groups.
  SGD(std::vector<Tensor<>> parameters, Options options);
  explicit SGD(std::vector<Group> groups);

  /// Changes the parameters by their gradients.
  void step();
  /// Forgets the gradients.
  void zero_grad();
  /// The groups; their options may be changed between steps.
  std::vector<Group>& groups() { return groups_; }
  /// What the next step depends on beside parameters and options: v of each parameter that has one, as `momentum.N` for
  /// the N-th parameter.
  NamedTensors state_dict() const;
  /// Takes over a state_dict. Throws ValueError, and changes nothing, where it is that of other parameters.
  void load_state_dict(const NamedTensors& state);
  /// All parameters, in order.
  std::vector<Tensor<>> parameters() const;

 private:
  std::vector<Group> groups_;
  std::vector<std::vector<Tensor<>>> velocities_;  // not defined until the first step with momentum
};

}  // namespace d2l::optim
