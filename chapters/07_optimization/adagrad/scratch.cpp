// 7.5 Adagrad from scratch: docs/07/adagrad.md
#include <d2l/d2l.hpp>

using namespace d2l;

// Squared gradients add up, s ← s + g², and each element's steps get shorter with its own sum, p ← p - lr·g/√(s + ε).
void adagrad(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t /*t*/) {
  constexpr double eps = 1e-6;
  auto& s = state[0];
  s = s + square(p.grad());
  p -= lr * p.grad() / sqrt(s + eps);
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(adagrad, 1);  // which keeps one tensor, s, for each parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"adagrad, lr 0.4", trainer, 0.4}, {"adagrad, lr 2", trainer, 2}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adagrad-scratch", "Adagrad from scratch", "7.5")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.1})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
