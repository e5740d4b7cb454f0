#include "d2l/optim/adagrad.hpp"

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"

namespace d2l::optim {

Adagrad::Adagrad(std::vector<Tensor<>> parameters, Options options)
    : Adagrad(std::vector<Group>{{std::move(parameters), options}}) {}

Adagrad::Adagrad(std::vector<Group> groups)
    : GroupedOptimizer("Adagrad", {{"step", true}, {"sum"}}, std::move(groups)), rates_(numbers()) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_not_negative("lr_decay", options.lr_decay);
    expect_not_negative("weight_decay", options.weight_decay);
    expect_not_negative("initial_accumulator_value", options.initial_accumulator_value);
    expect_not_negative("eps", options.eps);
  }
}

void Adagrad::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  const auto& options = options_of(n);
  const auto &step = state(n, 0), &sum = state(n, 1, options.initial_accumulator_value);
  const auto& rate = rates_[n];
  kernels::update(formulas::CountAdagrad{options.lr, options.lr_decay}, step, rate);
  kernels::update(
      formulas::AdagradStep{rate.data_ptr(), static_cast<float>(options.eps), static_cast<float>(options.weight_decay)},
      p, gradient, sum);
}

}  // namespace d2l::optim
