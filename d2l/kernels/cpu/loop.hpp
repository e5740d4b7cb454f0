#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "d2l/core/tensor_impl.hpp"

namespace d2l::kernels::cpu {

/// The addresses of the operands of an elementwise loop: the result's, then those of the inputs.
template <std::size_t operands>
using Addresses = std::array<std::byte*, operands>;

/// Computes a row of n elements by `formula`, whose type it knows, from the first one of each operand on; their
/// neighbours are `step` elements apart.
template <std::size_t operands>
using Row = void (*)(const void* formula, std::int64_t n, const Addresses<operands>& first, const std::int64_t* step);

/// What an elementwise loop goes over.
template <std::size_t operands>
struct Operands {
  std::array<const TensorImpl*, operands> tensors;
  std::array<std::int64_t, operands> element_sizes;  ///< in bytes
};

/// Calls `row` for the parts of a loop that lie evenly in memory, on several threads where that is worthwhile. The
/// inputs are broadcast to the result's shape. Compiled once for each number of operands: a formula brings only its
/// row.
template <std::size_t operands>
void for_each_row(const Operands<operands>& of, const void* formula, Row<operands> row);

}  // namespace d2l::kernels::cpu
