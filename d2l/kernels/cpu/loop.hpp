#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "d2l/core/tensor_impl.hpp"

namespace d2l::kernels::cpu {

/// The addresses of the operands of an elementwise loop: the result's, then those of the inputs.
template <std::size_t operands>
using Addresses = std::array<std::byte*, operands>;

/// Rows of n elements each: where each begins, and how many elements neighbours in a row are apart.
template <std::size_t operands>
struct Rows {
  std::span<const Addresses<operands>> first;
  std::int64_t n;
  const std::int64_t* step;
};

/// Computes rows by `formula`, whose type it knows.
template <std::size_t operands>
using ComputeRows = void (*)(const void* formula, const Rows<operands>& rows);

/// What an elementwise loop goes over.
template <std::size_t operands>
struct Operands {
  std::array<const TensorImpl*, operands> tensors;
  std::array<std::int64_t, operands> element_sizes;  ///< in bytes
};

/// Calls `compute` for the parts of a loop that lie evenly in memory, on several threads where that is worthwhile. The
/// inputs are broadcast to the result's shape. Compiled once for each number of operands: a formula brings only its
/// rows. It gets several rows at a time, since a call for each would take a sixth of the time of rows of 100.
template <std::size_t operands>
void for_rows(const Operands<operands>& of, const void* formula, ComputeRows<operands> compute);

}  // namespace d2l::kernels::cpu
