#include "d2l/nn/dropout.hpp"

#include <string>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/random.hpp"

namespace d2l::nn {

Dropout::Dropout(double p, Mask mask) : p_(p), mask_(mask) {
  if (!(p >= 0 && p <= 1))
    throw ValueError("Dropout: a probability of " + std::to_string(p) + "; it must lie between 0 and 1");
}

Tensor<> Dropout::forward(const Tensor<>& X) {
  if (!training() || p_ == 0) return X;
  if (p_ == 1) return X * zeros_like(X);
  const double keep = 1 - p_;
  const auto mask = mask_ == Mask::bernoulli ? empty<float>(X.shape(), X.device()).bernoulli_(keep)
                                             : (rand_like(X.detach()) < keep).to<float>();
  return X * (mask / keep);
}

std::string Dropout::extra_repr() const { return fmt::format("p={}, inplace=False", p_); }

}  // namespace d2l::nn
