// 3.11 Underfitting and overfitting: docs/03/underfit-overfit.md
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Fits a linear model to the first features by minibatch SGD, and keeps both losses after each epoch.
Fit fit(const std::string& name, const std::pair<Tensor<>, Tensor<>>& train, const std::pair<Tensor<>, Tensor<>>& test,
        Training& training, const program::Arguments& args) {
  const auto& [features, labels] = train;
  nn::Linear net(features.size(1), 1);
  const auto batch_size = std::min(args.batch_size, features.size(0));
  const DataLoader train_iter(TensorDataset(features, labels), batch_size, Order::sampled);
  const nn::MSELoss loss;
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  for (auto epoch = training.begin(net.named_parameters(), trainer, name + "."); epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    for (const auto& [X, y] : train_iter) {
      const auto l = loss(net(X), y);
      trainer.zero_grad();
      l.backward();
      trainer.step();
      training.batch(l);
    }
    const NoGrad no_grad;
    training.finish(
        {.loss = loss(net(features), labels).item(), .test_loss = loss(net(test.first), test.second).item()});
  }
  return {name, training.losses(), {{"weight", net.weight.flatten().to_vector()}, {"bias", net.bias.item()}}};
}

}  // namespace

void lesson(const program::Arguments& args) {
  // The data: y = 1.2 x - 3.4 x² + 5.6 x³ + 5 and a little noise; 100 examples to train, 100 to test.
  constexpr int n_train = 100, n_test = 100;
  const auto x = randn({n_train + n_test, 1});
  const auto poly_features = cat({x, pow(x, 2), pow(x, 3)}, 1);
  const auto exact = matmul(poly_features, tensor({1.2F, -3.4F, 5.6F}).view({3, 1})) + 5;
  const auto labels = exact + normal(0, 0.01, exact.shape());

  // The same training in three settings: the right features, too few features, too few examples.
  Training training(args, Training::Lines::hidden);
  const auto train_and_show = [&](const std::string& name, const Tensor<>& features, std::int64_t rows) {
    return fit(name, {features.slice(0, 0, rows), labels.slice(0, 0, rows)},
               {features.slice(0, n_train), labels.slice(0, n_train)}, training, args);
  };
  const auto normal_fit = train_and_show("normal", poly_features, n_train);
  const auto underfit = train_and_show("underfit", x, n_train);
  const auto overfit = train_and_show("overfit", poly_features, 2);
  show_fits({normal_fit, underfit, overfit}, training.epochs(), args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("underfit-overfit", "Underfitting and overfitting a cubic polynomial", "3.11")
                           .training({.epochs = 100, .batch_size = 10, .lr = 0.01})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
