#include "d2l/book/train_ch3.hpp"

#include <iostream>

#include "d2l/book/initial_state.hpp"
#include "d2l/book/training_log.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

// Sums over the examples of an epoch.
struct Totals {
  double loss = 0;
  std::int64_t hits = 0, examples = 0;
};

Totals train_epoch_ch3(const Classifier& net, const FashionMnistLoader& train_iter, const Loss& loss,
                       const Updater& updater, TrainingLog& log) {
  Totals totals;
  for (const auto& [X, y] : train_iter) {
    const auto y_hat = net(X);
    const auto l = loss(y_hat, y);
    updater.step(l);
    const double batch_loss = l.detach().sum().item();
    totals.loss += batch_loss;
    totals.hits += hits(y_hat.detach(), y);
    totals.examples += y.numel();
    log.batch(batch_loss / static_cast<double>(y.numel()));
  }
  return totals;
}

}  // namespace

std::vector<program::Epoch> train_ch3(const Classifier& net, const FashionMnistLoader& train_iter,
                                      const FashionMnistLoader& test_iter, const Loss& loss, const Updater& updater,
                                      const program::Arguments& args) {
  InitialState(args).exchange(updater.parameters());
  TrainingLog log(args);
  for (std::int64_t epoch = 1; epoch <= args.epochs; ++epoch) {
    log.start(epoch, train_iter.size());
    const auto totals = train_epoch_ch3(net, train_iter, loss, updater, log);
    const auto n = static_cast<double>(totals.examples);
    const auto& outcome = log.finish({.loss = totals.loss / n,
                                      .train_acc = static_cast<double>(totals.hits) / n,
                                      .test_acc = evaluate_accuracy(test_iter, net)});
    std::cout << to_string(outcome) << '\n' << std::flush;
  }
  return log.epochs();
}

}  // namespace d2l
