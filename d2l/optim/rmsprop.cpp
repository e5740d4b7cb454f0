#include "d2l/optim/rmsprop.hpp"

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"

namespace d2l::optim {

RMSprop::RMSprop(std::vector<Tensor<>> parameters, Options options)
    : RMSprop(std::vector<Group>{{std::move(parameters), options}}) {}

RMSprop::RMSprop(std::vector<Group> groups)
    : GroupedOptimizer("RMSprop", {{"step", true}, {"square_avg"}, {"grad_avg"}, {"momentum_buffer"}},
                       std::move(groups)) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_fraction("alpha", options.alpha);
    expect_not_negative("eps", options.eps);
    expect_not_negative("weight_decay", options.weight_decay);
    expect_not_negative("momentum", options.momentum);
  }
}

bool RMSprop::keeps(std::size_t n, std::size_t slot) const {
  if (slot == mean) return options_of(n).centered;
  return slot != buffer || options_of(n).momentum != 0;
}

void RMSprop::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  const auto& options = options_of(n);
  const formulas::RMSpropStep step{.lr = static_cast<float>(options.lr),
                                   .eps = static_cast<float>(options.eps),
                                   .weight_decay = static_cast<float>(options.weight_decay),
                                   .momentum = static_cast<float>(options.momentum),
                                   .average = formulas::Average::that_keeps(options.alpha)};
  kernels::update(formulas::Count(), state(n, step_count));
  const auto& v = state(n, mean_square);
  if (options.centered && options.momentum != 0)
    kernels::update(formulas::CenteredRMSpropStep{step}, p, gradient, v, state(n, mean), state(n, buffer));
  else if (options.centered)
    kernels::update(formulas::CenteredRMSpropStep{step}, p, gradient, v, state(n, mean));
  else if (options.momentum != 0)
    kernels::update(step, p, gradient, v, state(n, buffer));
  else
    kernels::update(step, p, gradient, v);
}

}  // namespace d2l::optim
