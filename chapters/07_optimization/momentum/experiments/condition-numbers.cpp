// 7.4 Steps of gradient descent and of momentum, each at its best settings: docs/07/momentum.md
#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The steps on f(x) = (m x1² + M x2²)/2, from (1, 1) and at rest, until both distances are below a thousandth.
int steps(double m, double M, double gamma, double lr) {
  double x1 = 1, x2 = 1, v1 = 0, v2 = 0;
  int taken = 0;
  for (; std::max(std::abs(x1), std::abs(x2)) > 0.001; ++taken) {
    v1 = gamma * v1 + lr * m * x1;
    v2 = gamma * v2 + lr * M * x2;
    x1 -= v1;
    x2 -= v2;
  }
  return taken;
}

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\n kappa  gradient descent  with momentum\n";
  for (const double kappa : {20, 100, 10'000}) {
    const double m = 1, M = kappa, root = std::sqrt(kappa);
    const double gamma = std::pow((root - 1) / (root + 1), 2), lr = 4 / std::pow(std::sqrt(m) + std::sqrt(M), 2);
    std::cout << fmt::format("{:>6}{:>18}{:>15}\n", kappa, steps(m, M, 0, 2 / (m + M)), steps(m, M, gamma, lr));
  }
}

int main(int argc, char** argv) {
  return program::run({"momentum/condition-numbers", "Steps by the condition number, with momentum and without", "7.4"},
                      argc, argv, lesson);
}
