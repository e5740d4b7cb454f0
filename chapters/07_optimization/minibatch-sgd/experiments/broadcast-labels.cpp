// 7.3 A training whose labels broadcast against the predictions: docs/07/minibatch-sgd.md, exercise 4
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto data = get_data_ch7(args);
  const auto y_variance = var(data.labels).item();
  std::cout << fmt::format("variance of the labels {:.2f}, half of it {:.3f}\n", y_variance, y_variance / 2);

  const auto w = normal(0, 0.01, {data.features.size(1), 1}).requires_grad_();
  const auto b = zeros({1}).requires_grad_();
  optim::SGD trainer({w, b}, {.lr = args.lr});
  const DataLoader train_iter(TensorDataset(data.features, data.labels), args.batch_size, Order::sampled);
  for (int epoch = 1; epoch <= args.epochs; ++epoch) {
    for (const auto& [X, y] : train_iter) {
      // (10, 1) minus (10) is (10, 10); squared_loss would give y the shape (10, 1).
      const auto l = square(linreg(X, w, b) - y).mean() / 2;
      trainer.zero_grad();
      l.backward();
      trainer.step();
    }
    const NoGrad no_grad;
    const auto loss = squared_loss(linreg(data.features, w, b), data.labels).mean();
    if (epoch <= 2 || epoch == args.epochs) std::cout << fmt::format("epoch {}, loss {:.4f}\n", epoch, loss.item());
  }
  std::cout << fmt::format("w {:.3f}\n", fmt::join(w.detach().flatten().to_vector(), " "));
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("minibatch-sgd/broadcast-labels", "Labels that broadcast against the predictions", "7.3")
          .training({.epochs = 20, .batch_size = 10, .lr = 0.05})
          .data_of({"table", "airfoil"});
  return program::run(options, argc, argv, lesson);
}
