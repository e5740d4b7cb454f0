#pragma once

#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/nn/module.hpp"
#include "d2l/optim/optimizer.hpp"

namespace d2l {

/// Parameters with their names, in order: `{{"W", W}, {"b", b}}`.
using NamedParameters = std::vector<std::pair<std::string, Tensor<>>>;

/// How parameters are changed after a batch, in either style of the book (section 3.6): `backward`, and then `step`.
class Updater {
 public:
  /// From scratch: the losses are summed, and sgd(parameters, lr, batch_size) divides the gradient by their number.
  /// Throws ValueError where there are no parameters.
  Updater(NamedParameters parameters, double lr);
  /// Concise: the optimizer, which must outlive this, steps along the gradient of the losses' mean. Throws ValueError
  /// where there are no parameters.
  Updater(const nn::Module& net, optim::Optimizer& optimizer);

  const NamedParameters& parameters() const { return parameters_; }
  /// What the net keeps besides them; nothing from scratch.
  const NamedTensors& buffers() const { return buffers_; }
  /// The optimizer, none from scratch.
  optim::Optimizer* optimizer() const { return optimizer_; }
  /// Computes the gradients of a batch's losses, one for each example.
  void backward(const Tensor<>& losses) const;
  /// Changes the parameters along their gradients, which are cleared then; `batch_size` is how many losses there were.
  void step(std::int64_t batch_size) const;

 private:
  NamedParameters parameters_;
  NamedTensors buffers_;
  double lr_ = 0;  // from scratch
  optim::Optimizer* optimizer_ = nullptr;
};

}  // namespace d2l
