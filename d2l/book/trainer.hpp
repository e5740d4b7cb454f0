#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/optim/optimizer.hpp"

namespace d2l {

/// Makes an optimizer for parameters and a rate: chapter 7 lets one and the same optimizer walk over a surface and
/// train a model.
///
///     const Trainer trainer = [](const auto& parameters, double lr) { return optim::SGD(parameters, {.lr = lr}); };
class Trainer {
 public:
  using Parameters = std::vector<Tensor<>>;

  template <class Make>
  requires std::invocable<const Make&, Parameters, double>
  Trainer(Make make)
      : make_([make = std::move(make)](Parameters parameters, double lr) -> std::unique_ptr<optim::Optimizer> {
          using Its = std::invoke_result_t<const Make&, Parameters, double>;
          return std::make_unique<Its>(make(std::move(parameters), lr));
        }) {}

  std::unique_ptr<optim::Optimizer> operator()(Parameters parameters, double lr) const {
    return make_(std::move(parameters), lr);
  }

 private:
  std::function<std::unique_ptr<optim::Optimizer>(Parameters, double)> make_;
};

/// A step of an optimizer from scratch: changes the parameter p in place, using its gradient p.grad(), and what is kept
/// for p in `state`, in place or by assignment. It is the t-th step, counted from 1, and runs under NoGrad.
using Update = std::function<void(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t t)>;

/// An optimizer made of an update and `states` tensors for each parameter, of its shape and 0 in the beginning
/// (sections 7.3 to 7.8). It is an optimizer like those of d2l::optim, so that a training can save its state and go on:
/// `state_0`, …, and `step`, t. Throws ValueError for more than two states.
Trainer from_scratch(Update update, std::size_t states);

}  // namespace d2l
