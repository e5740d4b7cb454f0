// 7.6 RMSProp does not settle at the bottom of a parabola, where Adagrad does: docs/07/rmsprop.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  constexpr double lr = 0.1, gamma = 0.9, eps = 1e-6;
  std::cout << fmt::format("\nx on a/2 x² from x = 4, lr {}\n", lr);
  std::cout << fmt::format("{:>4} {:>5} {:>12} {:>12} {:>12}\n", "a", "step", "RMSProp", "Adagrad", "SGD");
  for (const double a : {1, 1000}) {
    double rmsprop = 4, adagrad = 4, sgd = 4;  // where each of them is
    double mean = 0, sum = 0;                  // of squared gradients
    for (int t = 1; t <= 1001; ++t) {
      mean = gamma * mean + (1 - gamma) * std::pow(a * rmsprop, 2);
      sum += std::pow(a * adagrad, 2);
      rmsprop -= lr * a * rmsprop / std::sqrt(mean + eps);
      adagrad -= lr * a * adagrad / std::sqrt(sum + eps);
      sgd *= 1 - lr * a;
      if (t == 10 || t == 100 || t >= 1000)
        std::cout << fmt::format("{:>4} {:>5} {:>12.3g} {:>12.3g} {:>12.3g}\n", a, t, rmsprop, adagrad, sgd);
    }
  }
}

int main(int argc, char** argv) {
  return program::run({"rmsprop/does-not-settle", "RMSProp does not settle", "7.6"}, argc, argv, lesson);
}
