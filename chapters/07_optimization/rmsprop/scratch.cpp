// 7.6 RMSProp from scratch: docs/07/rmsprop.md
#include <d2l/d2l.hpp>

using namespace d2l;

// Like Adagrad, but s forgets: it is a weighted mean of squares, s ← γ s + (1 - γ) g².
void rmsprop(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t /*t*/) {
  constexpr double gamma = 0.9, eps = 1e-6;
  auto& s = state[0];
  s = gamma * s + (1 - gamma) * square(p.grad());
  p -= lr * p.grad() / sqrt(s + eps);
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(rmsprop, 1);  // which keeps one tensor, s, for each parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"rmsprop, lr 0.4", trainer, 0.4}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("rmsprop-scratch", "RMSProp from scratch", "7.6")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.01})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
