#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/loop_nest.hpp"

namespace d2l::kernels {

/// Tensors of one shape as lines along an axis: for kernels in which the elements of a line depend on each other.
template <std::size_t operands>
struct Lines {
  LoopNest<operands> first;  ///< walks the first elements of all lines
  std::int64_t count, length;
  std::array<std::int64_t, operands> step;  ///< from one element of a line to the next
};

template <class T, class... Rest>
Lines<1 + sizeof...(Rest)> lines_along(std::int64_t axis, const Tensor<T>& x, const Tensor<Rest>&... rest) {
  const bool is_scalar = x.dim() == 0;
  const auto step = [&](const auto& tensor) { return is_scalar ? 0 : tensor.strides()[axis]; };
  const auto length = is_scalar ? 1 : x.shape()[axis];
  auto shape = x.shape();
  if (!is_scalar) shape[axis] = 1;
  return {.first = {shape, {x.strides(), rest.strides()...}},
          .count = numel(shape),
          .length = length,
          .step = {step(x), step(rest)...}};
}

}  // namespace d2l::kernels
