// 7.1 Walks with noisy gradients, out of a local minimum and out of the global one: docs/07/optimization.md
#include <iostream>
#include <numbers>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

constexpr double pi = std::numbers::pi;

// The gradient of x cos(πx).
Tensor<double> gradient(const Tensor<double>& x) { return cos(pi * x) - pi * x * sin(pi * x); }

// How many of a thousand walks are in the valley of the global minimum, between its two hilltops, after 1000 steps.
std::int64_t in_global_valley(double start, double deviation) {
  auto x = full<double>({1000}, start);
  for (int step = 0; step < 1000; ++step) x = x - 0.05 * (gradient(x) + normal<double>(0, deviation, {1000}));
  return (x > 0.2739 && x < 2.0491).to<std::int64_t>().sum().item();
}

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nx cos(πx): how many of 1000 walks end in the valley of the global minimum\n"
               "noise   from the local minimum   from the global minimum\n";
  for (const double deviation : {1, 2, 4})
    std::cout << fmt::format("{:>5}{:>25}{:>26}\n", deviation, in_global_valley(-0.2739, deviation),
                             in_global_valley(1.0904, deviation));
}

int main(int argc, char** argv) {
  return program::run({"optimization/noise", "Walks with noisy gradients out of two valleys", "7.1"}, argc, argv,
                      lesson);
}
