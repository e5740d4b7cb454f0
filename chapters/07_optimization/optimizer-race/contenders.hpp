#pragma once

#include <string>
#include <vector>

#include <d2l/d2l.hpp>

namespace d2l::race {

/// An optimizer that takes part, and its usual rate, from which the sweep starts.
struct Contender {
  std::string name;
  Trainer trainer;
  double usual_lr;
};

/// The optimizers of sections 7.3 to 7.8, and what grew out of them, with PyTorch's default options.
std::vector<Contender> contenders();

}  // namespace d2l::race
