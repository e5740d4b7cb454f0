// 7.8 Adam from scratch: docs/07/adam.md
#include <cmath>

#include <d2l/d2l.hpp>

using namespace d2l;

// Means of g and of g², m and v; since they start at 0, each is divided by the weight that it has so far, 1 - βᵗ.
void adam(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t t) {
  constexpr double beta1 = 0.9, beta2 = 0.999, eps = 1e-6;
  auto &m = state[0], &v = state[1];
  m = beta1 * m + (1 - beta1) * p.grad();
  v = beta2 * v + (1 - beta2) * square(p.grad());
  p -= lr * (m / (1 - std::pow(beta1, t))) / (sqrt(v / (1 - std::pow(beta2, t))) + eps);
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(adam, 2);  // which keeps two tensors, m and v, for each parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"adam, lr 0.4, 60 steps", trainer, 0.4, 60}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adam-scratch", "Adam from scratch", "7.8")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.01})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
