// 7.8 Where Adam goes the wrong way: gradients of 3, -1 and -1 in turn: docs/07/adam.md
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

double gradient(int t) { return t % 3 == 1 ? 3 : -1; }  // of step t = 1, 2, 3, …

// Adam with beta1 = 0: what it makes of the next gradient, the step in learning rates.
struct Adam {
  double beta2, v = 0, power = 1;
  double operator()(double g) {
    v = beta2 * v + (1 - beta2) * g * g;
    power *= beta2;
    return -g / std::sqrt(v / (1 - power));
  }
};

// Where a method gets from 0, with the rate 0.1/√t; x stays between -1 and 1. Each walk has a copy of the method, since
// Adam remembers.
template <class Method>
double place(Method method, int steps) {
  double x = 0;
  for (int t = 1; t <= steps; ++t) x = std::clamp(x + 0.1 / std::sqrt(t) * method(gradient(t)), -1.0, 1.0);
  return x;
}

// The steps on 3, -1 and -1 once v repeats itself, and the v of each.
struct Cycle {
  std::array<double, 3> v, steps;
  double sum() const { return steps[0] + steps[1] + steps[2]; }
};

Cycle cycle(double beta2) {
  Adam adam{beta2};
  Cycle last{};
  for (int round = 0; round < 1000; ++round)
    for (std::size_t i = 0; i < 3; ++i) {
      last.steps[i] = adam(i == 0 ? 3 : -1);
      last.v[i] = adam.v;
    }
  return last;
}

// The beta2 for which the three steps cancel, by halving the interval in which it lies.
double turning_point() {
  double low = 0.1, high = 0.9;
  while (high - low > 1e-6) {
    const double middle = (low + high) / 2;
    (cycle(middle).sum() > 0 ? low : high) = middle;
  }
  return low;
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nx after               30     300    3000 steps; the best place is -1\n";
  const auto show = [](const std::string& name, const auto& method) {
    std::cout << fmt::format("{:<18}{:>8.3f}\n", name,
                             fmt::join({place(method, 30), place(method, 300), place(method, 3000)}, ""));
  };
  for (const double beta2 : {0.1, 0.5, 0.999}) show(fmt::format("Adam, beta2 {}", beta2), Adam{beta2});
  show("SGD", [](double g) { return -g; });

  std::cout << "\nthe steps on 3, -1 and -1, in learning rates, and their sum\n";
  for (const double beta2 : {0.1, 0.3, 0.4, 0.5, 0.9}) {
    const auto last = cycle(beta2);
    std::cout << fmt::format("beta2 {}  v {:>6.3f}   steps {:>7.3f}   sum {:>6.3f}\n", beta2, fmt::join(last.v, " "),
                             fmt::join(last.steps, " "), last.sum());
  }
  std::cout << fmt::format("the sum changes its sign at beta2 = {:.3f}\n", turning_point());
}

int main(int argc, char** argv) {
  return program::run({"adam/where-adam-fails", "Where Adam goes the wrong way", "7.8"}, argc, argv, lesson);
}
