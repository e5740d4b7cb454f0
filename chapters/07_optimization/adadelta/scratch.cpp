// 7.7 Adadelta from scratch: docs/07/adadelta.md
#include <d2l/d2l.hpp>

using namespace d2l;

// In place of a rate stands how long the steps were: g' = g √(Δ + ε)/√(s + ε), where Δ is the running mean of g'². The
// book has no lr here; it is 1, unless somebody asks for another.
void adadelta(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t /*t*/) {
  constexpr double rho = 0.9, eps = 1e-5;
  auto &s = state[0], &delta = state[1];
  s = rho * s + (1 - rho) * square(p.grad());
  const auto g = p.grad() * sqrt((delta + eps) / (s + eps));
  p -= lr * g;
  delta = rho * delta + (1 - rho) * square(g);
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(adadelta, 2);  // which keeps two tensors, s and Δ, for each parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"adadelta, 400 steps", trainer, 1, 400}, {"adadelta, 20 steps", trainer, 1}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adadelta-scratch", "Adadelta from scratch", "7.7")
                           .training({.epochs = 2, .batch_size = 10, .lr = 1})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
