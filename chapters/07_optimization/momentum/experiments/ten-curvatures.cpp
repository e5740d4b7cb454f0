// 7.4 Ten directions with curvatures from 1 down to 1/512, at the best settings: docs/07/momentum.md, exercise 6
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// Prints what becomes of the distances x_i, all 1 in the beginning, where f is the sum of 2⁻ⁱ x_i²/2.
void walk(const char* name, double gamma, double lr) {
  std::array<double, 10> x{}, v{};
  x.fill(1);
  double largest = 1, farthest = 1, at_100 = 1;
  int step = 0, step_of_farthest = 0;
  while (step < 100 || largest > 0.01) {
    ++step;
    largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      v[i] = gamma * v[i] + lr * std::pow(0.5, i) * x[i];
      x[i] -= v[i];
      largest = std::max(largest, std::abs(x[i]));
    }
    if (largest > farthest) {
      farthest = largest;
      step_of_farthest = step;
    }
    if (step == 100) at_100 = largest;
  }
  std::cout << fmt::format("{:<17}{:>9.1f} at step {:>2}{:>17.3f}{:>20}\n", name, farthest, step_of_farthest, at_100,
                           step);
}

void lesson(const program::Arguments& /*args*/) {
  const double M = 1, m = 1.0 / 512, root = std::sqrt(M / m);
  std::cout << "\n                        largest |x_i|  after 100 steps  at most 0.01 after\n";
  walk("gradient descent", 0, 2 / (m + M));
  walk("momentum", std::pow((root - 1) / (root + 1), 2), 4 / std::pow(std::sqrt(m) + std::sqrt(M), 2));
}

int main(int argc, char** argv) {
  return program::run({"momentum/ten-curvatures", "Ten curvatures, with momentum and without", "7.4"}, argc, argv,
                      lesson);
}
