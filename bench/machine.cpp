// What this machine can do, on all threads (OMP_NUM_THREADS): prints JSON, the flops of its product of matrices and the
// bytes from or to memory, a second. A process of its own, so that its memory is not counted as that of the programs
// (child.hpp).
#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include <d2l/ops/ops.hpp>

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

int main() {
  constexpr std::int64_t n = 2048, floats = 64 << 20;
  const auto A = d2l::rand({n, n}), B = d2l::rand({n, n});
  auto C = d2l::empty({n, n});
  const double product = best_seconds(10, [&] { d2l::matmul(A, B, d2l::out(C)); });
  const auto x = d2l::ones({floats}), y = d2l::ones({floats});
  const double copy = best_seconds(5, [&] { y.copy_(x); });
  fmt::print("{{\"flops\": {}, \"bytes\": {}}}\n", 2.0 * n * n * n / product, 2.0 * floats * sizeof(float) / copy);
}
