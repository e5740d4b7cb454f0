#pragma once

#include "d2l/kernels/formulas/optim.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l::optim {

/// g + scale·x, in new memory: a gradient with a decay of the parameter x, or one that looks ahead along a momentum x.
inline Tensor<> plus_scaled(const Tensor<>& g, double scale, const Tensor<>& x) {
  const auto sum = empty(g.shape(), g.device());
  kernels::map(formulas::AddScaled{static_cast<float>(scale)}, sum, g, x);
  return sum;
}

}  // namespace d2l::optim
