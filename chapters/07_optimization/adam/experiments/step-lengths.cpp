// 7.8 How long Adam's steps get, without its correction and with it: docs/07/adam.md
#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <vector>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

constexpr double beta1 = 0.9, beta2 = 0.999, eps = 1e-8;

// The lengths of the first steps in learning rates, where the gradient of step t = 1, 2, 3, … is gradient(t).
std::vector<double> lengths(int steps, const std::function<double(int t)>& gradient, bool corrected = true) {
  std::vector<double> result;
  double m = 0, v = 0;
  for (int t = 1; t <= steps; ++t) {
    const double g = gradient(t);
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const double m_hat = corrected ? m / (1 - std::pow(beta1, t)) : m;
    const double v_hat = corrected ? v / (1 - std::pow(beta2, t)) : v;
    result.push_back(m_hat / (std::sqrt(v_hat) + eps));
  }
  return result;
}

void show_constant_gradient() {
  const auto one = [](int /*t*/) { return 1; };
  const auto without = lengths(1000, one, false), with = lengths(1000, one);
  std::cout << "\nlength of a step in learning rates, where the gradient is always 1\n";
  std::cout << "  step   without correction   with it\n";
  for (const std::size_t t : {1U, 2U, 10U, 100U, 1000U})
    std::cout << fmt::format("{:>6}{:>21.3f}{:>10.3f}\n", t, without[t - 1], with[t - 1]);
  const auto longest = std::ranges::max_element(without);
  std::cout << fmt::format("without correction, the longest is step {}: {:.3f}\n", longest - without.begin() + 1,
                           *longest);
}

void show_longest_steps() {
  std::cout << "\nthe longest step, with correction\n";
  const auto show = [](const char* gradients, int steps, const std::function<double(int t)>& gradient) {
    std::cout << fmt::format("{:<62}{:>6.3f}\n", gradients, std::ranges::max(lengths(steps, gradient)));
  };
  show("0 for 10,000 steps, then once 1", 10'001, [](int t) { return t > 10'000 ? 1 : 0; });
  show("0 for 10,000 steps, then always 1", 11'000, [](int t) { return t > 10'000 ? 1 : 0; });
  show("growing by the factor beta2/beta1 in each step, 10,000 steps", 10'000,
       [](int t) { return std::pow(beta2 / beta1, t - 10'000); });
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  show_constant_gradient();
  show_longest_steps();
}

int main(int argc, char** argv) {
  return program::run({"adam/step-lengths", "How long Adam's steps get", "7.8"}, argc, argv, lesson);
}
