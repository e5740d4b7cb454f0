#include "d2l/book/rmsprop_with_eps_inside.hpp"

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/elementwise.hpp"

namespace d2l {

Trainer rmsprop_with_eps_inside(double gamma, double eps) {
  return from_scratch(
      [=](const auto& p, auto state, double lr, auto /*t*/) {
        auto& s = state[0];
        s = gamma * s + (1 - gamma) * square(p.grad());
        p -= lr * p.grad() / sqrt(s + eps);
      },
      1);
}

}  // namespace d2l
