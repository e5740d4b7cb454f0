#include "d2l/optim/sgd.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/autograd/record.hpp"
#include "d2l/io/state.hpp"
#include "d2l/kernels/formulas.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l::optim {
namespace {

void expect_not_negative(const char* name, double value) {
  if (!(value >= 0) || std::isinf(value))
    throw ValueError(std::string("SGD: ") + name + " is " + std::to_string(value) + "; it must be 0 or more");
}

std::string velocity_name(std::size_t n) { return "momentum." + std::to_string(n); }

}  // namespace

SGD::SGD(std::vector<Tensor<>> parameters, Options options)
    : SGD(std::vector<Group>{{std::move(parameters), options}}) {}

SGD::SGD(std::vector<Group> groups) : groups_(std::move(groups)) {
  if (groups_.empty()) throw ValueError("SGD: there are 0 groups of parameters, so nothing to train");
  for (const auto& [parameters, options] : groups_) {
    if (parameters.empty())
      throw ValueError("SGD: there are 0 parameters " +
                       (groups_.size() == 1 ? "" : "in group " + std::to_string(velocities_.size()) + " ") +
                       "to train; does the module have any?");
    expect_not_negative("lr", options.lr);
    expect_not_negative("momentum", options.momentum);
    expect_not_negative("weight_decay", options.weight_decay);
    for (const auto& p : parameters) {
      if (!p.requires_grad())
        throw ValueError("SGD: a parameter of shape " + to_string(p.shape()) + " does not require grad");
      const NoGrad as_in_step;
      expect_changeable("SGD", p);
    }
    velocities_.emplace_back(parameters.size());
  }
}

void SGD::step() {
  const NoGrad no_grad;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const auto& [lr, momentum, weight_decay] = groups_[g].options;
    for (std::size_t i = 0; i < groups_[g].parameters.size(); ++i) {
      const auto& p = groups_[g].parameters[i];
      auto gradient = p.grad();
      if (!gradient.defined()) continue;
      if (weight_decay != 0) gradient = gradient + weight_decay * p;
      if (momentum != 0) {
        auto& v = velocities_[g][i];
        v = v.defined() ? v.mul_(momentum).add_(gradient) : gradient.clone();
        gradient = v;
      }
      kernels::map(formulas::Descend<float>{static_cast<float>(lr)}, p, p, gradient);
      mark_changed("SGD::step", p);
    }
  }
}

void SGD::zero_grad() {
  for (const auto& group : groups_)
    for (const auto& p : group.parameters) p.clear_grad();
}

std::vector<Tensor<>> SGD::parameters() const {
  std::vector<Tensor<>> all;
  for (const auto& group : groups_) all.insert(all.end(), group.parameters.begin(), group.parameters.end());
  return all;
}

NamedTensors SGD::state_dict() const {
  NamedTensors state;
  std::size_t n = 0;
  for (const auto& group : velocities_)
    for (const auto& v : group) {
      if (v.defined()) state.emplace_back(velocity_name(n), v);
      ++n;
    }
  return state;
}

void SGD::load_state_dict(const NamedTensors& state) {
  // Room for those that the state has; copying tells what else is wrong.
  auto velocities = velocities_;
  NamedTensors into;
  std::size_t n = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g)
    for (std::size_t i = 0; i < groups_[g].parameters.size(); ++i) {
      const auto name = velocity_name(n++);
      const bool given = std::ranges::count(state, name, &NamedTensors::value_type::first) > 0;
      velocities[g][i] = given ? empty_like(groups_[g].parameters[i].detach()) : Tensor<>();
      if (given) into.emplace_back(name, velocities[g][i]);
    }
  copy_state("SGD::load_state_dict", state, into);
  velocities_ = std::move(velocities);
}

}  // namespace d2l::optim
