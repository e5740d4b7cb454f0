// 7.5 The way of Adagrad through the valley, and the rates of its steps: docs/07/adagrad.md
#include <array>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  constexpr std::array curvature{0.2, 4.0};  // of 0.1 x1² + 2 x2², in x1 and in x2
  constexpr double eps = 1e-6;
  std::cout << "\nAdagrad on 0.1 x1² + 2 x2², from (-5, -2)\n";
  std::cout << fmt::format("{:>4} {:>5} {:>10} {:>10} {:>11} {:>11}\n", "lr", "steps", "x1", "x2", "rate of x1",
                           "rate of x2");
  for (const double lr : {0.4, 2.0}) {
    std::array x{-5.0, -2.0}, s{0.0, 0.0}, rate{lr, lr};
    for (int t = 1; t <= 1000; ++t) {
      for (std::size_t j = 0; j < x.size(); ++j) {
        const double g = curvature[j] * x[j];
        s[j] += g * g;
        rate[j] = lr / std::sqrt(s[j] + eps);
        x[j] -= rate[j] * g;
      }
      if (t == 1 || t == 20 || t == 100 || t == 1000)
        std::cout << fmt::format("{:>4} {:>5} {:>10.3g} {:>10.3g} {:>11.3f} {:>11.3f}\n", lr, t, x[0], x[1], rate[0],
                                 rate[1]);
    }
  }
}

int main(int argc, char** argv) {
  return program::run({"adagrad/in-the-valley", "Adagrad in the valley", "7.5"}, argc, argv, lesson);
}
