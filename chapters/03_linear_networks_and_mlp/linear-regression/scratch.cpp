// 3.2 Linear regression from scratch: docs/03/linear-regression.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // The data: 1000 examples of two features, whose labels follow a line that we know, with a little noise.
  const LinearParameters truth{tensor({2, -3.4F}).view({2, 1}), 4.2F};
  const auto [features, labels] = synthetic_data(truth.w, truth.b, 1000);

  // The model parameters, and where they start.
  auto w = normal(0, 0.01, {2, 1}).requires_grad_();
  auto b = zeros({1}).requires_grad_();

  // The model and its loss: linreg is X w + b, squared_loss is (ŷ - y)²/2 for each example.
  const auto net = linreg;
  const auto loss = squared_loss;

  // Training: in each epoch all examples, a batch at a time, in a new random order.
  const data_iter train_iter(args.batch_size, features, labels);
  Training training(args);
  for (auto epoch = training.begin({{"w", w}, {"b", b}}); epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    for (const auto& [X, y] : train_iter) {
      const auto l = loss(net(X, w, b), y).sum();  // the loss of the batch X, y
      l.backward();                                // the gradients of l with respect to w and b
      sgd({w, b}, args.lr, y.size(0));             // the step against them, after which they are 0 again
      training.batch(l, y.size(0));
    }
    const NoGrad no_grad;
    const auto train_l = loss(net(features, w, b), labels);
    training.finish({.loss = train_l.mean().item()});
  }

  show_linear_regression({w.detach(), b.item()}, {features, labels, truth}, training, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("linear-regression-scratch", "Linear regression from scratch", "3.2")
                           .training({.epochs = 3, .batch_size = 10, .lr = 0.03})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
