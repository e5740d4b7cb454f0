#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <d2l/d2l.hpp>

namespace d2l::race {

/// An optimizer that takes part: how to make it for parameters at a rate, and its usual rate, from which the sweep
/// starts.
struct Contender {
  std::string name;
  std::function<std::unique_ptr<optim::Optimizer>(std::vector<Tensor<>> parameters, double lr)> make;
  double usual_lr;
};

/// The optimizers of sections 7.3 to 7.8, and what came of them, with PyTorch's default options.
std::vector<Contender> contenders();

}  // namespace d2l::race
