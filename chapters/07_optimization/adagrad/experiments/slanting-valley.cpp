// 7.5 Three optimizers in a valley along the axes, and in one that lies slantwise: docs/07/adagrad.md, exercise 5
#include <iostream>
#include <numbers>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// The place along and across the valley after twenty steps from (-5, -2), and the height there. x has other
// coordinates: R x is the place, for an R that is its own inverse.
void show_walk(const std::string& lies, const Tensor<>& R, const std::string& name, const Trainer& make_trainer,
               double lr) {
  const auto x = matmul(R, tensor({-5, -2})).requires_grad_();
  const auto trainer = make_trainer({x}, lr);
  for (int i = 0; i < 20; ++i) {
    trainer->zero_grad();
    valley(matmul(R, x)).backward();
    trainer->step();
  }
  const auto place = matmul(R, x.detach());
  std::cout << fmt::format("{:<17} {:>4} {:>16} {:>8.3f} {:>8.3f} {:>9.3g}\n", name, lr, lies, place[0].item(),
                           place[1].item(), valley(place).item());
}

void lesson(const program::Arguments& /*args*/) {
  const Trainer sgd = [](const auto& parameters, double lr) { return optim::SGD(parameters, {.lr = lr}); };
  const Trainer adagrad = [](const auto& parameters, double lr) { return optim::Adagrad(parameters, {.lr = lr}); };
  const Trainer rmsprop = [](const auto& parameters, double lr) {
    return optim::RMSprop(parameters, {.lr = lr, .alpha = 0.9});
  };
  const Tensor<> straight = eye(2), slanting = tensor({{1, 1}, {1, -1}}) / std::numbers::sqrt2_v<float>;

  std::cout << "\n0.1 u² + 2 v² after twenty steps from (-5, -2)\n";
  std::cout << fmt::format("{:<17} {:>4} {:>16} {:>8} {:>8} {:>9}\n", "", "lr", "the valley lies", "u", "v", "f");
  const auto show = [&](const std::string& name, const Trainer& trainer, double lr) {
    show_walk("straight", straight, name, trainer, lr);
    show_walk("slantwise", slanting, name, trainer, lr);
  };
  show("gradient descent", sgd, 0.4);
  show("Adagrad", adagrad, 0.4);
  show("Adagrad", adagrad, 2);
  show("RMSProp", rmsprop, 0.4);
}

int main(int argc, char** argv) {
  return program::run({"adagrad/slanting-valley", "A valley along the axes and one that lies slantwise", "7.5"}, argc,
                      argv, lesson);
}
