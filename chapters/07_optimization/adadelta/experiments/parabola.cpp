// 7.7 Where Adadelta gets on a parabola: other units, and curvatures below and above 2: docs/07/adadelta.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The place on f(x) = a x²/2 after some steps from x.
double place(double a, double x, int steps) {
  constexpr double rho = 0.9, eps = 1e-5;
  double s = 0, u = 0;
  for (int t = 1; t <= steps; ++t) {
    const double g = a * x;
    s = rho * s + (1 - rho) * g * g;
    const double d = std::sqrt((u + eps) / (s + eps)) * g;
    x -= d;
    u = rho * u + (1 - rho) * d * d;
  }
  return x;
}

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nf(x) = x²/2 from x = 5: x after 500 steps\n";
  std::cout << fmt::format("{:.3f}, where Adadelta changes x itself\n", place(1, 5, 500));
  // As a function of z it is (0.01 z)²/2, of curvature 0.01², and z sets out from 500.
  std::cout << fmt::format("{:.3f}, where x = 0.01 z and it changes z\n", 0.01 * place(0.01 * 0.01, 500, 500));

  std::cout << "\nf(x) = a x²/2 from x = 5: how far from 0 after 100,000 steps\n";
  for (const double a : {1.9, 2.1}) std::cout << fmt::format("a = {}   {:.3f}\n", a, std::abs(place(a, 5, 100'000)));
}

int main(int argc, char** argv) {
  return program::run({"adadelta/parabola", "Where Adadelta gets on a parabola", "7.7"}, argc, argv, lesson);
}
