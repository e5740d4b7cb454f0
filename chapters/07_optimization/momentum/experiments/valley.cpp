// 7.4 Where walks through the valley are after twenty steps, by momentum and rate: docs/07/momentum.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  struct Setting {
    double gamma, lr;
    bool nesterov = false;
  };
  const std::vector<Setting> settings{{0, 0.4},    {0, 0.6},   {0.25, 0.6},      {0.5, 0.6},      {0.5, 0.4},
                                      {0.9, 0.08}, {0.9, 0.6}, {0.5, 0.4, true}, {0.5, 0.3, true}};
  std::cout << "\ngamma      lr          x1           x2\n";
  for (const auto& [gamma, lr, nesterov] : settings) {
    const Trainer sgd = [=](const auto& x, double rate) {
      return optim::SGD(x, {.lr = rate, .momentum = gamma, .nesterov = nesterov});
    };
    const auto [x1, x2] = path_of({"", sgd, lr}).back();
    std::cout << fmt::format("{:<5}{:>8}{:>12.6f}{:>13.6f}{}\n", gamma, lr, x1, x2, nesterov ? "  Nesterov" : "");
  }
}

int main(int argc, char** argv) {
  return program::run({"momentum/valley", "Twenty steps through the valley, by momentum and rate", "7.4"}, argc, argv,
                      lesson);
}
