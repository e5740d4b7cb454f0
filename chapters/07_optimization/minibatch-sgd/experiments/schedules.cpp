// 7.3 Four schedules, and the sums that Robbins and Monro ask for: docs/07/minibatch-sgd.md
#include <iostream>
#include <vector>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  const optim::Schedule falling = [](std::int64_t t) { return 1 / (1 + static_cast<double>(t) / 5); };
  const std::vector<optim::Schedule> schedules{falling, optim::StepLR{5, 0.5}, optim::CosineAnnealingLR{20},
                                               optim::WarmUp{5, optim::CosineAnnealingLR{15}}};

  std::cout << fmt::format("{:>4}{:>13}{:>10}{:>10}{:>10}\n", "step", "1/(1 + t/5)", "in steps", "cosine", "warm-up");
  for (const std::int64_t t : {0, 1, 4, 5, 10, 15, 19, 100}) {
    std::cout << fmt::format("{:>4}   ", t);
    for (const auto& schedule : schedules) std::cout << fmt::format("{:>10.3f}", schedule(t));
    std::cout << '\n';
  }

  std::cout << "\n  steps    sum of 1/(1 + t/5)    of its squares\n";
  double sum = 0, squares = 0;
  for (std::int64_t steps = 1; steps <= 1'000'000; ++steps) {
    const auto factor = falling(steps - 1);
    sum += factor;
    squares += factor * factor;
    if (steps == 100 || steps == 10'000 || steps == 1'000'000)
      std::cout << fmt::format("{:>7}{:>22.1f}{:>18.3f}\n", steps, sum, squares);
  }

  double left = 1;  // of the distance, in a direction of curvature 2
  for (double lr = 0.1; lr > 1e-12; lr *= 0.9) left *= 1 - 2 * lr;
  std::cout << fmt::format("\nWith 0.1 times 0.9 to the power of t, {:.4f} of the distance is left.\n", left);
}

int main(int argc, char** argv) {
  return program::run({"minibatch-sgd/schedules", "Four schedules, and the sums of a rate like 1/t", "7.3"}, argc, argv,
                      lesson);
}
