// 7.4 Momentum from scratch: docs/07/momentum.md
#include <d2l/d2l.hpp>

using namespace d2l;

// The velocity remembers, v ← γ v + lr·g, and the parameter moves by it, p ← p - v.
void momentum(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t /*t*/) {
  constexpr double gamma = 0.5;
  auto& v = state[0];
  v = gamma * v + lr * p.grad();
  p -= v;
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(momentum, 1);  // which keeps one tensor, v, for each parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  const Trainer plain = [](const auto& parameters, double rate) { return optim::SGD(parameters, {.lr = rate}); };
  plot_regression(regression, {{"gradient descent, lr 0.4", plain, 0.4}, {"momentum 0.5, lr 0.4", trainer, 0.4}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("momentum-scratch", "Momentum from scratch", "7.4")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.02})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
