// 7.2 Gradient descent at a rate that is too large for the deepest valley: docs/07/gradient-descent.md
#include <cmath>
#include <iostream>
#include <numbers>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  using std::numbers::pi;
  const auto slope = [](double x) { return std::cos(pi * x) - pi * x * std::sin(pi * x); };
  std::cout << "x cos(πx): where 1000 steps end\n";
  for (const double lr : {0.05, 0.28})
    for (const double start : {1.0, 1.5, 1.8}) {
      double x = start;
      for (int step = 0; step < 1000; ++step) x -= lr * slope(x);
      std::cout << fmt::format("lr {:<4}  from {:<3}  to {:>7.4f}\n", lr, start, x);
    }
}

int main(int argc, char** argv) {
  return program::run({"gradient-descent/wrong-valley", "A rate that is too large for the deepest valley", "7.2"}, argc,
                      argv, lesson);
}
