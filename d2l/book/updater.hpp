#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/nn/module.hpp"
#include "d2l/optim/sgd.hpp"

namespace d2l {

/// Parameters with their names, in order: `{{"W", W}, {"b", b}}`.
using NamedParameters = std::vector<std::pair<std::string, Tensor<>>>;

/// How parameters are changed after a batch, in either style of the book (section 3.6).
class Updater {
 public:
  /// From scratch: the losses are summed, and sgd(parameters, lr, batch_size) divides the gradient by their number.
  /// Throws ValueError where there are no parameters.
  Updater(NamedParameters parameters, double lr);
  /// Concise: the optimizer steps by the gradient of the losses' mean. Both must live as long as this.
  Updater(nn::Module& net, optim::SGD& optimizer);

  const NamedParameters& parameters() const { return parameters_; }
  /// What a step computes with beside tensors: one from scratch, else one for each of the optimizer's groups.
  std::vector<optim::SGD::Options> options() const;
  /// The optimizer, none from scratch.
  optim::SGD* optimizer() const { return optimizer_; }
  /// Changes the parameters by the gradient of the batch's losses, one for each example.
  void step(const Tensor<>& losses) const { step_(losses); }

 private:
  NamedParameters parameters_;
  double lr_ = 0;  // from scratch
  optim::SGD* optimizer_ = nullptr;
  std::function<void(const Tensor<>&)> step_;
};

}  // namespace d2l
