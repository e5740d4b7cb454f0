// 7.3 Minibatch SGD from scratch: docs/07/minibatch-sgd.md
#include <d2l/d2l.hpp>

using namespace d2l;

// Against the gradient of the batch: p ← p - lr·g.
void minibatch_sgd(const Tensor<>& p, std::span<Tensor<>> /*state*/, double lr, std::int64_t /*t*/) {
  p -= lr * p.grad();
}

void lesson(const program::Arguments& args) {
  const auto trainer = from_scratch(minibatch_sgd, 0);  // which keeps nothing for a parameter
  const auto data = get_data_ch7(args);
  const auto regression = train_ch7(trainer, data, args);
  show_regression(regression, data, args);
  compare_batch_sizes(train_ch7, trainer, data, regression, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("minibatch-sgd-scratch", "Minibatch SGD from scratch", "7.3")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.05})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
