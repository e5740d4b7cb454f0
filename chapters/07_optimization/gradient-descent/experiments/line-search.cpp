// 7.2 Line search in a long valley, from a lucky start and from the worst: docs/07/gradient-descent.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

void search(Tensor<double> x) {
  const auto curvatures = tensor<double>({0.2, 4});  // of f = 0.1 x1² + 2 x2²
  std::cout << fmt::format("\nfrom ({}, {})\nstep    rate         f\n", x[0].item(), x[1].item());
  for (int step = 1; step <= 20; ++step) {
    const auto g = curvatures * x;
    const auto lr = (g * g).sum() / (curvatures * g * g).sum();  // where f is lowest along the line of g
    x = x - lr * g;
    const auto f = (curvatures * x * x).sum() / 2;
    if (step <= 4 || step == 20) std::cout << fmt::format("{:>4}{:>8.3f}{:>10.2g}\n", step, lr.item(), f.item());
  }
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  search(tensor<double>({-5, -2}));
  search(tensor<double>({-5, -0.25}));
}

int main(int argc, char** argv) {
  return program::run({"gradient-descent/line-search", "Line search in a long valley", "7.2"}, argc, argv, lesson);
}
