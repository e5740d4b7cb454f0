// 3.3 Linear regression, concise: docs/03/linear-regression.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const LinearParameters truth{tensor({2, -3.4F}).view({2, 1}), 4.2F};
  const auto [features, labels] = synthetic_data(truth.w, truth.b, 1000);
  const DataLoader train_iter(TensorDataset(features, labels), args.batch_size,
                              args.aligned ? Order::permuted : Order::sampled);

  nn::Sequential net{normal_linear(2, 1)};

  // MSELoss is (ŷ - y)², without the 1/2 of section 3.2: the same learning rate takes steps of twice the size.
  const auto loss = [&, mse = nn::MSELoss{}](const Tensor<>& y_hat, const Tensor<>& y) {
    return args.aligned ? mse(y_hat, y) / 2 : mse(y_hat, y);
  };
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  Training training(args);
  for (auto epoch = training.begin(net.named_parameters(), trainer); epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    for (const auto& [X, y] : train_iter) {
      const auto l = loss(net(X), y);
      trainer.zero_grad();
      l.backward();
      trainer.step();
      training.batch(l);
    }
    const NoGrad no_grad;
    training.finish({.loss = loss(net(features), labels).item()});
  }

  const auto learned = net.parameters();
  show_linear_regression({learned[0].detach(), learned[1].item()}, {features, labels, truth}, training, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("linear-regression-concise", "Linear regression, concise", "3.3")
                           .training({.epochs = 3, .batch_size = 10, .lr = 0.03})
                           .state()
                           .aligned("the loss with 1/2 and the batches")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
