// 7.7 How long Adadelta's steps are along a gradient of 1, and how far they lead: docs/07/adadelta.md
#include <array>
#include <cmath>
#include <iostream>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The lengths of the first steps, and how far they lead together.
struct Steps {
  std::vector<double> length, sum;
};

Steps adadelta(double rho, double eps, int steps) {
  Steps result;
  double s = 0, u = 0, sum = 0;
  for (int t = 1; t <= steps; ++t) {
    s = rho * s + (1 - rho);
    const double d = std::sqrt((u + eps) / (s + eps));
    u = rho * u + (1 - rho) * d * d;
    result.length.push_back(d);
    result.sum.push_back(sum += d);
  }
  return result;
}

void lesson(const program::Arguments& /*args*/) {
  constexpr std::array<std::size_t, 8> shown{1, 10, 100, 1000, 10'000, 100'000, 300'000, 4'000'000};
  std::cout << "\nlength of step, for rho = 0.9\n";
  std::cout << fmt::format("  eps{:>8}\n", fmt::join(shown, ""));
  for (const double eps : {1e-4, 1e-5, 1e-6}) {
    const auto steps = adadelta(0.9, eps, 4'000'000);
    std::cout << fmt::format("{:.0e}", eps);
    for (const auto t : shown) std::cout << fmt::format("{:>8.4f}", steps.length[t - 1]);
    std::cout << '\n';
  }

  const auto show = [](double rho, double eps) {
    const auto [length, sum] = adadelta(rho, eps, 1000);
    std::cout << fmt::format("{:>4}{:>8.0e}{:>9.4f}{:>8.4f}{:>9.2f}{:>8.1f}\n", rho, eps, length[0], length[149],
                             sum[149], sum[999]);
  };
  std::cout << "\n               length of step       way after\n";
  std::cout << " rho     eps        1     150      150    1000\n";
  show(0.5, 1e-5);
  show(0.9, 1e-5);
  show(0.99, 1e-5);
  show(0.9, 1e-6);
}

int main(int argc, char** argv) {
  return program::run({"adadelta/step-lengths", "How long Adadelta's steps are", "7.7"}, argc, argv, lesson);
}
