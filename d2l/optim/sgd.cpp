#include "d2l/optim/sgd.hpp"

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"

namespace d2l::optim {

SGD::SGD(std::vector<Tensor<>> parameters, Options options)
    : SGD(std::vector<Group>{{std::move(parameters), options}}) {}

SGD::SGD(std::vector<Group> groups) : GroupedOptimizer("SGD", {{"momentum_buffer"}}, std::move(groups)) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_not_negative("momentum", options.momentum);
    expect_not_negative("weight_decay", options.weight_decay);
    if (options.nesterov && options.momentum == 0) throw ValueError("SGD: nesterov needs a momentum above 0");
  }
}

void SGD::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  const auto& options = options_of(n);
  const auto lr = static_cast<float>(options.lr), momentum = static_cast<float>(options.momentum);
  const auto weight_decay = static_cast<float>(options.weight_decay);
  if (momentum == 0)
    kernels::update(formulas::SGDStep{lr, weight_decay}, p, gradient);
  else if (options.nesterov)
    kernels::update(formulas::MomentumStep<true>{lr, momentum, weight_decay}, p, gradient, state(n, 0));
  else
    kernels::update(formulas::MomentumStep<false>{lr, momentum, weight_decay}, p, gradient, state(n, 0));
}

}  // namespace d2l::optim
