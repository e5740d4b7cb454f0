#include "mlp_race.hpp"

#include <algorithm>

namespace d2l::race {
namespace {

Tensor<> step(nn::Sequential& net, optim::Optimizer& optimizer, const Tensor<>& X, const Tensor<std::int64_t>& y) {
  const auto l = cross_entropy(net(X), y);
  optimizer.zero_grad();
  l.backward();
  optimizer.step();
  return l.detach();
}

}  // namespace

MlpRace::MlpRace(const program::Arguments& args)
    : args_(args),
      training_(args, Training::Lines::hidden),
      data_(load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit)) {}

// Made from the seed anew, so that initial weights and batches are the same each time.
nn::Sequential MlpRace::network() const {
  manual_seed(args_.seed);
  return nn::Sequential{nn::Flatten{}, normal_linear(784, 256), nn::ReLU{}, normal_linear(256, 10)};
}

double MlpRace::loss_after_some_batches(const Contender& contender, double lr) {
  const auto& train_iter = data_.first;
  const auto batches = std::min<std::int64_t>(60, train_iter.size());
  const auto judged = std::max<std::int64_t>(1, batches / 3);
  auto net = network();
  const auto optimizer = contender.trainer(net.parameters(), lr);
  double sum = 0;
  std::int64_t batch = 0;
  for (const auto& [X, y] : train_iter) {
    check_interrupt();
    const auto l = step(net, *optimizer, X, y);
    if (batch >= batches - judged) sum += l.item();
    if (++batch == batches) break;
  }
  return sum / static_cast<double>(judged);
}

Run MlpRace::train(const Contender& contender, double lr, const optim::Schedule& schedule) {
  const auto& [train_iter, test_iter] = data_;
  auto net = network();
  const auto optimizer = contender.trainer(net.parameters(), lr);
  std::vector<Tensor<>> losses;
  double test_acc = 0;
  for (auto epoch = training_.begin(net.named_parameters(), *optimizer, contender.name + "."); epoch <= args_.epochs;
       ++epoch) {
    training_.start(epoch, train_iter.size());
    for (const auto& [X, y] : train_iter) {
      optimizer->scale_lr(schedule(std::ssize(losses)));
      losses.push_back(step(net, *optimizer, X, y));
      training_.batch(losses.back());
    }
    const auto of_epoch = stack(std::vector(losses.end() - train_iter.size(), losses.end()));
    test_acc = evaluate_accuracy(test_iter, net);
    training_.finish({.loss = of_epoch.mean().item(), .test_acc = test_acc});
  }
  double seconds = 0;
  for (auto epoch = epochs().end() - args_.epochs; epoch != epochs().end(); ++epoch) seconds += epoch->seconds;
  return {.name = contender.name,
          .lr = lr,
          .batch_losses = to_doubles(stack(losses)),
          .loss = epochs().back().loss,
          .test_acc = test_acc,
          .seconds = seconds / static_cast<double>(args_.epochs)};
}

}  // namespace d2l::race
