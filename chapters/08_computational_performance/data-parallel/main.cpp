// 8.4 Training by many processes: docs/08/data-parallel.md
#include <algorithm>
#include <chrono>
#include <iostream>

#include <d2l/d2l.hpp>
#include <d2l/distributed/data_parallel.hpp>
#include <d2l/distributed/fingerprint.hpp>
#include <d2l/distributed/first_process.hpp>

#include "models.hpp"
#include "start.hpp"
#include "sums.hpp"

using namespace d2l;

namespace {

// Each process evaluates some of the batches, which are those of one process alone.
double evaluate_accuracy(const distributed::Group& group, const FashionMnist& test, nn::Sequential& net,
                         std::int64_t batch_size) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net);
  const auto order = epoch_order(test.size(), Order::sequential);
  const auto batches = (test.size() + batch_size - 1) / batch_size;
  const auto [first, last] = distributed::piece_of(batches, group.size(), group.rank());
  const auto right = zeros<std::int64_t>({});
  for (auto batch = first; batch < last; ++batch) {
    const auto [X, y] = test.batch(order.slice(0, batch * batch_size, (batch + 1) * batch_size));
    right += hits(net(X), y);
  }
  group.all_reduce(right);
  return static_cast<double>(right.item()) / static_cast<double>(test.size());
}

// An epoch. The order is the same in all processes, since they draw it from the same stream, and each reads the images
// of its own shards only.
Training::Outcome train_epoch(const distributed::Group& group, distributed::DataParallel& parallel,
                              const FashionMnist& train, nn::Sequential& net, std::int64_t batch_size,
                              Training& training) {
  const nn::CrossEntropyLoss loss{Reduction::none};
  const auto order = epoch_order(train.size(), Order::sampled);
  const auto right = zeros<std::int64_t>({});
  double total = 0;
  for (std::int64_t begin = 0; begin < train.size(); begin += batch_size) {
    const auto n = std::min(batch_size, train.size() - begin);
    const auto batch_loss = parallel.step(n, [&](distributed::Range examples) {
      const auto [X, y] = train.batch(order.slice(0, begin + examples.begin, begin + examples.end));
      const auto y_hat = net(X);
      right += hits(y_hat.detach(), y);
      return loss(y_hat, y);
    });
    total += batch_loss.item();
    training.batch(batch_loss, n);
  }
  group.all_reduce(right);
  const auto examples = static_cast<double>(train.size());
  return {.loss = total / examples, .train_acc = static_cast<double>(right.item()) / examples};
}

void draw(const std::vector<program::Epoch>& epochs, const plot::Target& target) {
  plot::Figure figure("A training by many processes");
  plot_training(figure, epochs);
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  distributed::Group group(std::chrono::seconds(args.time_limit));
  expect_started(group, args);
  set_default_device(own_device(args.device));
  const FashionMnist train(FashionMnist::Split::train, args.data_dir, args.limit);
  const FashionMnist test(FashionMnist::Split::test, args.data_dir, args.limit);
  expect_large_shards(args, train.size());
  expect_same_start(group, args, train, test);
  show_shards(group, args);

  auto [net, trainer] = make_model(args.model, args.lr);
  distributed::DataParallel parallel(
      group, net, *trainer,
      {.shards = args.shards,
       .summation = args.reduction == "exact" ? distributed::Summation::exact : distributed::Summation::fast});
  Training training(args);
  auto epoch = training.begin({net, *trainer});
  parallel.broadcast_start();
  const auto batches = (train.size() + args.batch_size - 1) / args.batch_size;
  for (; epoch <= args.epochs; ++epoch) {
    training.start(epoch, batches);
    auto outcome = train_epoch(group, parallel, train, net, args.batch_size, training);
    outcome.test_acc = evaluate_accuracy(group, test, net, args.batch_size);
    group.expect_same("state", distributed::fingerprint(net.state_dict()));
    training.finish(outcome);
  }

  const auto fingerprint = distributed::fingerprint(net.state_dict());
  std::cout << "\nthe SHA-256 of all weights\n  " << fingerprint << '\n';
  program::save_record(args, training.epochs(),
                       {{"parameters", count_parameters(net)}, {"weights_sha256", fingerprint}});
  show_weights();
  show_sums();
  if (args.plot) draw(training.epochs(), *args.plot);
  group.leave();
}

int main(int argc, char** argv) {
  const distributed::FirstProcess first(argc, argv);
  const auto options = program::Options("data-parallel", "Training by many processes, the same digits", "8.4")
                           .training({.epochs = 5, .batch_size = 256})
                           .models({{"mlp", 0.5}, {"dropout", 0.5}, {"lenet", 0.001}})
                           .processes(8)
                           .data()
                           .state()
                           .figure();
  return program::run(options, first.argc(), first.argv(), lesson);
}
