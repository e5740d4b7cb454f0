// 3.12 Weight decay, concise: docs/03/weight-decay.md
#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  constexpr int n_train = 20, n_test = 100, num_inputs = 200;
  const auto [features, labels] = synthetic_data(full({num_inputs, 1}, 0.01F), 0.05F, n_train + n_test);
  const auto train_features = features.slice(0, 0, n_train), test_features = features.slice(0, n_train);
  const auto train_labels = labels.slice(0, 0, n_train), test_labels = labels.slice(0, n_train);

  Training training(args, Training::Lines::hidden);
  std::vector<Fit> fits;
  std::vector<NamedWeights> models;
  for (const int wd : {0, 3}) {
    const auto name = fmt::format("lambda={}", wd);
    nn::Linear net(num_inputs, 1);
    nn::init::normal_(net.weight, 0, 1);
    nn::init::normal_(net.bias, 0, 1);

    // The optimizer decays the weights, in a group of their own, and not the bias.
    optim::SGD trainer({{{net.weight}, {.lr = args.lr, .weight_decay = double(wd)}}, {{net.bias}, {.lr = args.lr}}});
    const DataLoader train_iter(TensorDataset(train_features, train_labels), args.batch_size, Order::sampled);
    for (auto epoch = training.begin(net.named_parameters(), trainer, name + "."); epoch <= args.epochs; ++epoch) {
      training.start(epoch, train_iter.size());
      for (const auto& [X, y] : train_iter) {
        const auto l = squared_loss(net(X), y).mean();
        trainer.zero_grad();
        l.backward();
        trainer.step();
        training.batch(l);
      }
      const NoGrad no_grad;
      training.finish({.loss = squared_loss(net(train_features), train_labels).mean().item(),
                       .test_loss = squared_loss(net(test_features), test_labels).mean().item()});
    }
    fits.push_back({name, training.losses(), {{"w_norm", net.weight.detach().norm().item()}}});
    models.push_back({name, net.weight});
  }
  show_fits(fits, training.epochs(), args, [&](plot::Figure& figure) { plot_weights(figure, models); });
}

int main(int argc, char** argv) {
  const auto options = program::Options("weight-decay-concise", "Weight decay, concise", "3.12")
                           .training({.epochs = 100, .batch_size = 1, .lr = 0.003})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
