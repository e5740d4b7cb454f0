#include "d2l/optim/optimizer.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

#include <fmt/format.h>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/autograd/record.hpp"
#include "d2l/io/state.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l::optim {

Optimizer::Optimizer(const char* name, std::vector<Slot> slots, std::vector<Tensor<>> parameters)
    : name_(name),
      slots_(std::move(slots)),
      parameters_(std::move(parameters)),
      state_(slots_.size() * parameters_.size()) {
  const NoGrad as_in_step;
  for (const auto& p : parameters_) {
    if (!p.requires_grad())
      throw ValueError(fmt::format("{}: a parameter of shape {} does not require grad", name_, to_string(p.shape())));
    expect_changeable(name_, p);
  }
  for (std::size_t n = 0; n < parameters_.size(); ++n)
    for (std::size_t before = 0; before < n; ++before)
      if (&parameters_[before].impl() == &parameters_[n].impl())
        throw ValueError(fmt::format(
            "{}: parameters {} and {} are one tensor, which would be stepped twice; give it once", name_, before, n));
}

void Optimizer::step() {
  const NoGrad no_grad;
  for (std::size_t n = 0; n < parameters_.size(); ++n) {
    const auto& p = parameters_[n];
    const auto gradient = p.grad();
    if (!gradient.defined()) continue;
    update(n, p, gradient);
    mark_changed(name_, p);
  }
}

void Optimizer::zero_grad() {
  for (const auto& p : parameters_) p.clear_grad();
}

std::string Optimizer::name_of(std::size_t i) const {
  return fmt::format("{}.{}", i / slots_.size(), slots_[i % slots_.size()].name);
}

Shape Optimizer::shape_of(std::size_t i) const {
  return slots_[i % slots_.size()].is_number ? Shape{} : parameters_[i / slots_.size()].shape();
}

const Tensor<>& Optimizer::state(std::size_t n, std::size_t slot, double initial) {
  const auto i = n * slots_.size() + slot;
  if (!state_[i].defined()) state_[i] = full(shape_of(i), static_cast<float>(initial), parameters_[n].device());
  return state_[i];
}

std::vector<Tensor<double>> Optimizer::numbers() const {
  std::vector<Tensor<double>> result;
  result.reserve(parameters_.size());
  for (const auto& p : parameters_) result.push_back(empty<double>({}, p.device()));
  return result;
}

NamedTensors Optimizer::state_dict() const {
  NamedTensors state;
  for (std::size_t i = 0; i < state_.size(); ++i)
    if (state_[i].defined() && keeps(i / slots_.size(), i % slots_.size())) state.emplace_back(name_of(i), state_[i]);
  return state;
}

void Optimizer::load_state_dict(const NamedTensors& state) {
  const auto is_there = [&](std::size_t i) {
    return std::ranges::count(state, name_of(i), &NamedTensors::value_type::first) > 0;
  };
  // Room for each parameter of which the state has anything; copying tells what else is wrong.
  std::vector<Tensor<>> loaded(state_.size());
  NamedTensors into;
  for (std::size_t n = 0; n < parameters_.size(); ++n) {
    const auto own = std::views::iota(n * slots_.size(), (n + 1) * slots_.size());
    if (std::ranges::none_of(own, is_there)) continue;
    for (const auto i : own) {
      if (!keeps(n, i % slots_.size())) continue;
      loaded[i] = empty(shape_of(i), parameters_[n].device());
      into.emplace_back(name_of(i), loaded[i]);
    }
  }
  copy_state(fmt::format("{}::load_state_dict", name_), state, into);
  state_ = std::move(loaded);
}

void Optimizer::expect_not_negative(const char* option, double value) const {
  if (!(value >= 0) || std::isinf(value))
    throw ValueError(fmt::format("{}: {} is {}; it must be 0 or more", name_, option, value));
}

void Optimizer::expect_fraction(const char* option, double value) const {
  if (!(value >= 0 && value < 1))
    throw ValueError(fmt::format("{}: {} is {}; it must be from 0 up to, but not including, 1", name_, option, value));
}

}  // namespace d2l::optim
