#include "d2l/optim/adam.hpp"

#include "d2l/optim/plus_scaled.hpp"

namespace d2l::optim {

Adam::Adam(std::vector<Tensor<>> parameters, Options options)
    : Adam(std::vector<Group>{{std::move(parameters), options}}) {}

Adam::Adam(std::vector<Group> groups) : Adam("Adam", std::move(groups), 0) {}

Adam::Adam(const char* name, std::vector<Group> groups, double default_decay)
    : GroupedOptimizer(name, {{"step", true}, {"exp_avg"}, {"exp_avg_sq"}}, std::move(groups)),
      default_decay_(default_decay) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_fraction("beta1", options.beta1);
    expect_fraction("beta2", options.beta2);
    expect_not_negative("eps", options.eps);
    expect_not_negative("weight_decay", options.weight_decay.value_or(0));
  }
}

void Adam::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  const auto weight_decay = decay_of(n);
  take_step(n, p, weight_decay == 0 ? gradient : plus_scaled(gradient, weight_decay, p));
}

void Adam::take_step(std::size_t n, const Tensor<>& p, const Tensor<>& g) {
  const auto& [lr, beta1, beta2, eps, decay] = options_of(n);
  const auto state = state_of(n);
  auto &t = state[0], &m = state[1], &v = state[2];
  if (!v.defined()) {  // the last of them to be made
    t = zeros({}, p.device());
    m = zeros(p.shape(), p.device());
    v = zeros(p.shape(), p.device());
  }
  const auto average = [](double beta) { return std::pair(static_cast<float>(beta), static_cast<float>(1 - beta)); };
  const auto [keep1, weight1] = average(beta1);
  const auto [keep2, weight2] = average(beta2);
  kernels::map(formulas::Count(), t, t);
  kernels::map(formulas::Average{keep1, weight1}, m, m, g);
  kernels::map(formulas::AverageSquare{keep2, weight2}, v, v, g);
  const auto rate = empty<double>({}, p.device()), correction = empty<double>({}, p.device());
  kernels::map(formulas::CorrectedRate{lr, beta1}, rate, t);
  kernels::map(formulas::Correction{beta2}, correction, t);
  kernels::map(formulas::AdamStep{rate.data_ptr(), correction.data_ptr(), eps}, p, p, m, v);
}

AdamW::AdamW(std::vector<Tensor<>> parameters, Options options)
    : AdamW(std::vector<Group>{{std::move(parameters), options}}) {}

AdamW::AdamW(std::vector<Group> groups) : Adam("AdamW", std::move(groups), 1e-2) {}

void AdamW::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  kernels::map(formulas::Shrink{static_cast<float>(1 - options_of(n).lr * decay_of(n))}, p, p);
  take_step(n, p, gradient);
}

}  // namespace d2l::optim
