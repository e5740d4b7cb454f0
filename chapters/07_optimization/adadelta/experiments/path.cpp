// 7.7 The path of Adadelta in the valley, in numbers: docs/07/adadelta.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  const Trainer adadelta = [](const auto& x, double lr) { return optim::Adadelta(x, {.lr = lr, .eps = 1e-5}); };
  const auto path = path_of({"Adadelta", adadelta, 1, 2000});
  std::cout << "\nstep       x1       x2\n";
  for (const std::size_t step : {0U, 20U, 300U, 400U, 1000U, 2000U})
    std::cout << fmt::format("{:>4}{:>9.3f}{:>9.5f}\n", step, path[step].first, path[step].second);
}

int main(int argc, char** argv) {
  return program::run({"adadelta/path", "The path of Adadelta in the valley", "7.7"}, argc, argv, lesson);
}
