#pragma once

#include <algorithm>

#include "d2l/core/tensor.hpp"

namespace d2l::kernels {

/// The axes of x in two groups: those that stay, and those that are reduced over to give y.
struct Axes {
  Shape kept, reduced;
  Strides kept_in_x, kept_in_y, reduced_in_x;
};

template <class T, class S>
Axes split_axes(const Tensor<T>& x, const Tensor<S>& y, const Dims& axes) {
  Axes split;
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) {
    if (std::ranges::find(axes, axis) != axes.end()) {
      split.reduced.push_back(x.shape()[axis]);
      split.reduced_in_x.push_back(x.strides()[axis]);
    } else {
      split.kept.push_back(x.shape()[axis]);
      split.kept_in_x.push_back(x.strides()[axis]);
      split.kept_in_y.push_back(y.strides()[axis]);
    }
  }
  return split;
}

}  // namespace d2l::kernels
