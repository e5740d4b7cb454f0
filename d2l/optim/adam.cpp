#include "d2l/optim/adam.hpp"

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"

namespace d2l::optim {

Adam::Adam(std::vector<Tensor<>> parameters, Options options)
    : Adam(std::vector<Group>{{std::move(parameters), options}}) {}

Adam::Adam(std::vector<Group> groups) : Adam("Adam", std::move(groups), 0) {}

Adam::Adam(const char* name, std::vector<Group> groups, double default_decay)
    : GroupedOptimizer(name, {{"step", true}, {"exp_avg"}, {"exp_avg_sq"}, {"max_exp_avg_sq"}}, std::move(groups)),
      default_decay_(default_decay),
      rates_(numbers()),
      corrections_(numbers()) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_fraction("beta1", options.beta1);
    expect_fraction("beta2", options.beta2);
    expect_not_negative("eps", options.eps);
    expect_not_negative("weight_decay", options.weight_decay.value_or(0));
  }
}

bool Adam::keeps(std::size_t n, std::size_t slot) const { return slot != largest_square || options_of(n).amsgrad; }

void Adam::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  take_step(n, p, gradient, {.of_gradient = decay_of(n)});
}

void Adam::take_step(std::size_t n, const Tensor<>& p, const Tensor<>& gradient, const Decay& decay) {
  const auto& options = options_of(n);
  const auto &rate = rates_[n], &correction = corrections_[n];
  kernels::update(formulas::CountAdam{options.lr, options.beta1, options.beta2}, state(n, step_count), rate,
                  correction);
  const formulas::AdamStep step{.rate = rate.data_ptr(),
                                .correction = correction.data_ptr(),
                                .first = formulas::Average::that_keeps(options.beta1),
                                .second = formulas::Average::that_keeps(options.beta2),
                                .eps = static_cast<float>(options.eps),
                                .weight_decay = static_cast<float>(decay.of_gradient),
                                .keep = 1 - decay.of_parameter};
  const auto &m = state(n, mean), &v = state(n, mean_square);
  if (options.amsgrad)
    kernels::update(step, p, gradient, m, v, state(n, largest_square));
  else
    kernels::update(step, p, gradient, m, v);
}

AdamW::AdamW(std::vector<Tensor<>> parameters, Options options)
    : AdamW(std::vector<Group>{{std::move(parameters), options}}) {}

AdamW::AdamW(std::vector<Group> groups) : Adam("AdamW", std::move(groups), 1e-2) {}

void AdamW::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  take_step(n, p, gradient, {.of_parameter = options_of(n).lr * decay_of(n)});
}

}  // namespace d2l::optim
