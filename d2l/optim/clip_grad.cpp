#include "d2l/optim/clip_grad.hpp"

#include <string>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l::optim {

Tensor<> clip_grad_norm_(const std::vector<Tensor<>>& parameters, double max_norm) {
  if (!(max_norm > 0))
    throw ValueError("clip_grad_norm_: max_norm is " + std::to_string(max_norm) + "; it must be above 0");
  const NoGrad no_grad;
  std::vector<Tensor<>> gradients, norms;
  for (const auto& p : parameters)
    if (const auto gradient = p.grad(); gradient.defined()) {
      gradients.push_back(gradient);
      norms.push_back(gradient.norm());
    }
  if (gradients.empty()) return zeros({});
  const auto total = stack(norms).norm();
  const auto scale = (max_norm / (total + 1e-6)).clamp_(0, 1);
  for (const auto& gradient : gradients) gradient *= scale;
  return total;
}

}  // namespace d2l::optim
