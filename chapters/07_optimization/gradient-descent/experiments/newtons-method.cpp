// 7.2 Newton's method, step by step, from four starts: docs/07/gradient-descent.md
#include <cmath>
#include <functional>
#include <iostream>
#include <numbers>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

using Function = std::function<double(double x)>;

// Divides the slope by the curvature, until there is no slope.
std::vector<double> newton(const Function& slope, const Function& curvature, double x) {
  std::vector path{x};
  while (std::abs(slope(x)) > 1e-9) path.push_back(x -= slope(x) / curvature(x));
  return path;
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  using std::numbers::pi;
  // The first and the second derivative of eˣ - x, and those of x cos(πx).
  const Function f1 = [](double x) { return std::expm1(x); };
  const Function f2 = [](double x) { return std::exp(x); };
  const Function g1 = [](double x) { return std::cos(pi * x) - pi * x * std::sin(pi * x); };
  const Function g2 = [](double x) { return -2 * pi * std::sin(pi * x) - pi * pi * x * std::cos(pi * x); };
  const Function size_of_g2 = [&](double x) { return std::abs(g2(x)); };
  const std::vector paths{newton(f1, f2, 2), newton(g1, g2, 0.2), newton(g1, size_of_g2, 0.2), newton(f1, f2, -3)};

  std::cout << fmt::format("{:>4}{:>16}{:>16}{:>16}{:>16}\n", "step", "eˣ - x", "x cos(πx)", "with |f''|", "eˣ - x");
  for (std::size_t t = 0; t < paths.back().size(); ++t) {
    std::string row;
    for (const auto& path : paths) row += fmt::format("{:>16}", t < path.size() ? fmt::format("{:.4g}", path[t]) : "");
    std::cout << fmt::format("{:>4}{}\n", t, row);
  }
  std::cout << fmt::format("The curvature of x cos(πx) at 0.2: {:.2f}\n", g2(0.2));
}

int main(int argc, char** argv) {
  return program::run({"gradient-descent/newtons-method", "Newton's method, step by step", "7.2"}, argc, argv, lesson);
}
