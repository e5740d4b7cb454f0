// 7.8 The path of Adam in the valley, in numbers: docs/07/adam.md
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  const Trainer adam = [](const auto& x, double lr) { return optim::Adam(x, {.lr = lr}); };
  const auto path = path_of({"Adam", adam, 0.4, 60});
  std::cout << "\nstep       x1       x2\n";
  for (const std::size_t step : {1U, 20U, 60U})
    std::cout << fmt::format("{:>4}{:>9.3f}{:>9.3f}\n", step, path[step].first, path[step].second);
  const auto highest = std::ranges::max_element(path, {}, &Point2d::second);
  std::cout << fmt::format("the largest x2 is {:.3f}, after step {}\n", highest->second, highest - path.begin());
}

int main(int argc, char** argv) {
  return program::run({"adam/path", "The path of Adam in the valley", "7.8"}, argc, argv, lesson);
}
