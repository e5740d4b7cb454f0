// 7.8 Adam's steps, where a gradient is a signal plus noise: docs/07/adam.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The steps in learning rates where the gradients are r plus noise of deviation 1. The first 5000, in which v fills,
// are left out; after them there is nothing to correct.
Tensor<double> steps(double r, const std::vector<double>& noise) {
  constexpr double beta1 = 0.9, beta2 = 0.999;
  std::vector<double> result;
  double m = 0, v = 0;
  for (const double z : noise) {
    const double g = r + z;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    result.push_back(m / std::sqrt(v));
  }
  return tensor<double>(result, {std::ssize(result)}).slice(0, 5000);
}

void lesson(const program::Arguments& /*args*/) {
  const auto noise = randn<double>({205'000}).to_vector();
  std::cout << "\n200,000 steps in learning rates, after 5000 left out; r is signal / noise\n";
  std::cout << "   r      mean   by the formula   deviation\n";
  for (const double r : {0.0, 0.1, 0.3, 1.0, 3.0, 10.0}) {
    const auto taken = steps(r, noise);
    std::cout << fmt::format("{:>4}{:>10.3f}{:>17.3f}{:>12.3f}\n", r, taken.mean().item(), r / std::sqrt(1 + r * r),
                             d2l::std(taken).item());
  }
}

int main(int argc, char** argv) {
  return program::run({"adam/signal-and-noise", "Adam's steps of a signal plus noise", "7.8"}, argc, argv, lesson);
}
