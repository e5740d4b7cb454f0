#include "d2l/optim/adadelta.hpp"

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"

namespace d2l::optim {

Adadelta::Adadelta(std::vector<Tensor<>> parameters, Options options)
    : Adadelta(std::vector<Group>{{std::move(parameters), options}}) {}

Adadelta::Adadelta(std::vector<Group> groups)
    : GroupedOptimizer("Adadelta", {{"step", true}, {"square_avg"}, {"acc_delta"}}, std::move(groups)) {
  for (const auto& [parameters, options] : this->groups()) {
    expect_not_negative("lr", options.lr);
    expect_fraction("rho", options.rho);
    expect_not_negative("eps", options.eps);
    expect_not_negative("weight_decay", options.weight_decay);
  }
}

void Adadelta::update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) {
  const auto& options = options_of(n);
  kernels::update(formulas::Count(), state(n, 0));
  kernels::update(formulas::AdadeltaStep{.lr = static_cast<float>(options.lr),
                                         .eps = static_cast<float>(options.eps),
                                         .weight_decay = static_cast<float>(options.weight_decay),
                                         .average = formulas::Average::that_keeps(options.rho)},
                  p, gradient, state(n, 1), state(n, 2));
}

}  // namespace d2l::optim
