#include "d2l/book/updater.hpp"

#include "d2l/book/sgd.hpp"

namespace d2l {

Updater::Updater(NamedParameters parameters, double lr) : parameters_(std::move(parameters)), lr_(lr) {
  if (parameters_.empty()) throw ValueError("Updater: there are 0 parameters to train");
}

Updater::Updater(const nn::Module& net, optim::Optimizer& optimizer)
    : parameters_(net.named_parameters()), buffers_(net.named_buffers()), optimizer_(&optimizer) {
  if (parameters_.empty()) throw ValueError("Updater: there are 0 parameters to train");
}

void Updater::backward(const Tensor<>& losses) const {
  if (!optimizer_) return losses.sum().backward();
  optimizer_->zero_grad();
  losses.mean().backward();
}

void Updater::step(std::int64_t batch_size) const {
  if (optimizer_) {
    optimizer_->step();
    return optimizer_->zero_grad();  // so that a step keeps no memory that it took, and can be replayed
  }
  std::vector<Tensor<>> tensors;
  for (const auto& [name, parameter] : parameters_) tensors.push_back(parameter);
  sgd(tensors, lr_, batch_size);
}

}  // namespace d2l
