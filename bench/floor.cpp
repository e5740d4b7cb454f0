#include "floor.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <d2l/ops/ops.hpp>

namespace d2l::bench {
namespace {

// The fewest seconds of several times.
template <class Work>
double best_seconds(int times, const Work& work) {
  double best = HUGE_VAL;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count());
  }
  return best;
}

}  // namespace

Machine measure_machine() {
  constexpr std::int64_t n = 2048, floats = 64 << 20;
  const auto A = rand({n, n}), B = rand({n, n});
  auto C = empty({n, n});
  const auto x = ones({floats}), y = ones({floats});
  const double product = best_seconds(10, [&] { matmul(A, B, out(C)); });
  const double copy = best_seconds(5, [&] { y.copy_(x); });
  return {2.0 * n * n * n / product, 2.0 * floats * sizeof(float) / copy};
}

double epoch_flops(std::int64_t examples, const std::vector<std::int64_t>& sizes) {
  double flops = 0;
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    const int products = i == 1 ? 2 : 3;
    flops += 2.0 * products * static_cast<double>(examples * sizes[i - 1] * sizes[i]);
  }
  return flops;
}

double floor_seconds(const Machine& machine, std::int64_t examples, const std::vector<std::int64_t>& sizes) {
  return epoch_flops(examples, sizes) / machine.flops + static_cast<double>(examples * sizes.front()) / machine.bytes;
}

}  // namespace d2l::bench
