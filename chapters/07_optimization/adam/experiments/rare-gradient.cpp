// 7.8 Adam and AMSGrad where a large gradient is rare: docs/07/adam.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The gradient is 20,000 in the first of every 10,000 steps and else -1, so 1.0001 on average: the best place between
// -1 and 1 is -1.
void lesson(const program::Arguments& /*args*/) {
  std::cout << "\n             steps        x\n";
  for (const bool amsgrad : {false, true}) {
    const auto x = zeros({}).requires_grad_();
    optim::Adam adam({x}, {.lr = 0.001, .amsgrad = amsgrad});
    for (int t = 1; t <= (amsgrad ? 400'000 : 30'000); ++t) {
      adam.zero_grad();
      ((t % 10'000 == 1 ? 20'000 : -1) * x).backward();
      adam.step();
      x.data().clamp_(-1, 1);
      if (t % (amsgrad ? 100'000 : 10'000) == 0)
        std::cout << fmt::format("{:<9}{:>9}{:>9.3f}\n", amsgrad ? "AMSGrad" : "Adam", t, x.item());
    }
  }
}

int main(int argc, char** argv) {
  return program::run({"adam/rare-gradient", "Adam and AMSGrad where a large gradient is rare", "7.8"}, argc, argv,
                      lesson);
}
