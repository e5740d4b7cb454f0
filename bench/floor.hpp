#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace d2l::bench {

/// What this machine can do.
struct Machine {
  double flops = 0;  ///< of its matrix product, floats, a second
  double bytes = 0;  ///< from or to memory, a second
};

/// Measures it by bench-machine, which lies in `folder`: the product of two (2048, 2048) matrices, and a copy of 256
/// MB, each the best of several times.
Machine measure_machine(const std::filesystem::path& folder, int threads);

/// The best of both.
Machine best(const Machine& a, const Machine& b);

/// The multiplications and additions of the matrix products of an epoch: forward and the weights' gradients for every
/// layer, the inputs' gradients for all but the first. `sizes` are the layers' widths, inputs first.
double epoch_flops(std::int64_t examples, const std::vector<std::int64_t>& sizes);

/// The least seconds for an epoch: its flops at the machine's rate, and its bytes, the pixels once, at the memory's.
double floor_seconds(const Machine& machine, std::int64_t examples, const std::vector<std::int64_t>& sizes);

}  // namespace d2l::bench
