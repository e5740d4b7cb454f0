// 7.2 The last point of a noisy descent, and the mean of its path: docs/07/gradient-descent.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

constexpr std::int64_t runs = 3000;

// The mean over the runs of f = x1² + 2 x2², half of the sum of curvature times square.
double mean_f(const Tensor<>& x, const Tensor<>& curvatures) { return ((curvatures * x * x).sum(1) / 2).mean().item(); }

}  // namespace

void lesson(const program::Arguments& args) {
  const auto curvatures = tensor({2, 4});
  const auto x = tensor({-5, -2}) * ones({runs, 1});  // all runs side by side, a row each
  const auto sum = zeros({runs, 2});

  std::cout << fmt::format("f, mean of {} runs\n step   last point   mean of the path\n", runs);
  for (int step = 1; step <= 1000; ++step) {
    sum += x;
    x -= args.lr * (curvatures * x + randn({runs, 2}));
    if (step == 10 || step == 100 || step == 1000)
      std::cout << fmt::format("{:>5}{:>13.4f}{:>19.4f}\n", step, mean_f(x, curvatures),
                               mean_f(sum / step, curvatures));
  }
}

int main(int argc, char** argv) {
  const auto options = program::Options("gradient-descent/mean-of-the-path",
                                        "The last point of a noisy descent, and the mean of its path", "7.2")
                           .training({.lr = 0.1});
  return program::run(options, argc, argv, lesson);
}
