// 3.12 Weight decay from scratch: docs/03/weight-decay.md
#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // The data: far more inputs than examples to learn from.
  constexpr int n_train = 20, n_test = 100, num_inputs = 200;
  const auto [features, labels] = synthetic_data(full({num_inputs, 1}, 0.01F), 0.05F, n_train + n_test);
  const auto train_features = features.slice(0, 0, n_train), test_features = features.slice(0, n_train);
  const auto train_labels = labels.slice(0, 0, n_train), test_labels = labels.slice(0, n_train);

  // The penalty on large weights.
  const auto l2_penalty = [](const Tensor<>& w) { return square(w).sum() / 2; };

  Training training(args, Training::Lines::hidden);
  std::vector<Fit> fits;
  std::vector<NamedWeights> models;
  for (const int lambd : {0, 3}) {
    const auto name = fmt::format("lambda={}", lambd);
    auto w = randn({num_inputs, 1}).requires_grad_();
    auto b = zeros({1}).requires_grad_();

    const DataLoader train_iter(TensorDataset(train_features, train_labels), args.batch_size, Order::sampled);
    for (auto epoch = training.begin({{"w", w}, {"b", b}}, name + "."); epoch <= args.epochs; ++epoch) {
      training.start(epoch, train_iter.size());
      for (const auto& [X, y] : train_iter) {
        const auto l = squared_loss(linreg(X, w, b), y);
        (l + lambd * l2_penalty(w)).sum().backward();  // the penalty, a number, is added to each example's loss
        sgd({w, b}, args.lr, y.size(0));
        training.batch(l.mean());
      }
      const NoGrad no_grad;
      training.finish({.loss = squared_loss(linreg(train_features, w, b), train_labels).mean().item(),
                       .test_loss = squared_loss(linreg(test_features, w, b), test_labels).mean().item()});
    }
    fits.push_back({name, training.losses(), {{"w_norm", w.detach().norm().item()}}});
    models.push_back({name, w});
  }
  show_fits(fits, training.epochs(), args, [&](plot::Figure& figure) { plot_weights(figure, models); });
}

int main(int argc, char** argv) {
  const auto options = program::Options("weight-decay-scratch", "Weight decay from scratch", "3.12")
                           .training({.epochs = 100, .batch_size = 1, .lr = 0.003})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
