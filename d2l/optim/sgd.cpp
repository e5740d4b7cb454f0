#include "d2l/optim/sgd.hpp"

#include "d2l/optim/plus_scaled.hpp"

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
  const auto& [lr, momentum, weight_decay, nesterov] = options_of(n);
  auto step = gradient;
  if (weight_decay != 0) step = plus_scaled(step, weight_decay, p);
  if (momentum != 0) {
    auto& v = state_of(n)[0];
    if (v.defined())
      kernels::map(formulas::Accelerate{static_cast<float>(momentum)}, v, v, step);
    else
      v = step.clone();
    if (nesterov) {
      step = plus_scaled(step, momentum, v);
    } else {
      step = v;
    }
  }
  kernels::map(formulas::Descend{static_cast<float>(lr)}, p, p, step);
}

}  // namespace d2l::optim
