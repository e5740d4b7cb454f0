#pragma once

#include "d2l/ops/reduction.hpp"

namespace d2l {

/// How the losses of a batch become one number; `none` keeps one loss per example.
enum class Reduction { none, mean, sum };

/// The losses as their reduction says.
template <std::floating_point T>
Tensor<T> reduced(const Tensor<T>& losses, Reduction reduction) {
  switch (reduction) {
    case Reduction::mean:
      return mean(losses);
    case Reduction::sum:
      return sum(losses);
    case Reduction::none:
      break;
  }
  return losses;
}

}  // namespace d2l
