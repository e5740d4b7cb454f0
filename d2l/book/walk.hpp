#pragma once

#include <string>

#include "d2l/book/trace_2d.hpp"
#include "d2l/book/trainer.hpp"

namespace d2l {

/// 0.1 x₁² + 2 x₂², the long and narrow valley of sections 7.4 to 7.8: flat along one axis and steep along the other,
/// so that a step that is right for one is wrong for the other.
Tensor<> valley(const Tensor<>& x);

/// A trainer that goes down the valley from (-5, -2).
struct Walk {
  std::string name;
  Trainer trainer;
  double lr;
  int steps = 20;
};

/// The points that a walk passes.
Path2d path_of(const Walk& walk);

}  // namespace d2l
