// 7.6 How long the steps of Adagrad and RMSProp are under a constant gradient: docs/07/rmsprop.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The length of step t in learning rates, for a gradient of 1.
double of_adagrad(int t) { return 1 / std::sqrt(t); }
double of_rmsprop(int t, double gamma) { return 1 / std::sqrt(1 - std::pow(gamma, t)); }

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nThe length of a step, in learning rates\n";
  std::cout << fmt::format("{:>5} {:>8} {:>14} {:>15}\n", "step", "Adagrad", "RMSProp, γ 0.9", "RMSProp, γ 0.99");
  for (const int t : {1, 2, 5, 10, 20, 50, 100})
    std::cout << fmt::format("{:>5} {:>8.3f} {:>14.3f} {:>15.3f}\n", t, of_adagrad(t), of_rmsprop(t, 0.9),
                             of_rmsprop(t, 0.99));

  for (const double gamma : {0.9, 0.99}) {
    double too_far = 0;  // how much longer than a learning rate the steps are, added up
    for (int t = 1; t <= 10000; ++t) too_far += of_rmsprop(t, gamma) - 1;
    std::cout << fmt::format("with γ {}, RMSProp goes {:.1f} learning rates too far\n", gamma, too_far);
  }
  for (const int steps : {100, 300, 10000}) {
    double way = 0;
    for (int t = 1; t <= steps; ++t) way += of_adagrad(t);
    std::cout << fmt::format("in {} steps, Adagrad goes {:.1f} learning rates\n", steps, way);
  }
}

int main(int argc, char** argv) {
  return program::run({"rmsprop/constant-gradient", "Steps under a constant gradient", "7.6"}, argc, argv, lesson);
}
