#include "d2l/book/updater.hpp"

#include "d2l/book/sgd.hpp"

namespace d2l {

Updater::Updater(NamedParameters parameters, double lr) : parameters_(std::move(parameters)), lr_(lr) {
  if (parameters_.empty()) throw ValueError("Updater: there are 0 parameters to train");
  std::vector<Tensor<>> tensors;
  for (const auto& [name, parameter] : parameters_) tensors.push_back(parameter);
  step_ = [=](const Tensor<>& losses) {
    losses.sum().backward();
    sgd(tensors, lr, losses.size(0));
  };
}

Updater::Updater(nn::Module& net, optim::SGD& optimizer)
    : parameters_(net.named_parameters()), optimizer_(&optimizer), step_([&optimizer](const Tensor<>& losses) {
        optimizer.zero_grad();
        losses.mean().backward();
        optimizer.step();
        optimizer.zero_grad();  // so that a step keeps no memory that it took, and can be replayed
      }) {}

std::vector<optim::SGD::Options> Updater::options() const {
  if (!optimizer_) return {{.lr = lr_}};
  std::vector<optim::SGD::Options> options;
  for (const auto& group : optimizer_->groups()) options.push_back(group.options);
  return options;
}

}  // namespace d2l
