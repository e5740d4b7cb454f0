#include "d2l/nn/dropout.hpp"

#include <string>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/nn/parts_of_batch.hpp"
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
  if (!training() || (p_ == 0 && mask_ == Mask::bernoulli)) return X;  // from scratch numbers are drawn all the same
  if (p_ == 1) return X * zeros_like(X);
  const double keep = 1 - p_;
  const auto draw = [&](const Shape& shape) {
    const auto mask = empty<float>(shape, X.device());
    return mask_ == Mask::bernoulli ? mask.bernoulli_(keep) : (rand_like(mask) < keep).to<float>();
  };
  const auto mask = drawn_for(X.shape(), draw);
  return X * (mask / keep);
}

std::string Dropout::extra_repr() const { return fmt::format("p={}, inplace=False", p_); }

}  // namespace d2l::nn
