#include "d2l/book/train_ch3.hpp"

#include "d2l/book/training.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

// Sums over the examples of an epoch.
struct Totals {
  double loss = 0;
  std::int64_t hits = 0, examples = 0;
};

Totals train_epoch_ch3(const Classifier& net, const FashionMnistLoader& train_iter, const Loss& loss,
                       const Updater& updater, Training& training) {
  Totals totals;
  for (const auto& [X, y] : train_iter) {
    const auto y_hat = net(X);
    const auto l = loss(y_hat, y);
    updater.step(l);
    const double batch_loss = l.detach().sum().item();
    totals.loss += batch_loss;
    totals.hits += hits(y_hat.detach(), y);
    totals.examples += y.numel();
    training.batch(batch_loss / static_cast<double>(y.numel()));
  }
  return totals;
}

std::int64_t begin(Training& training, const Updater& updater) {
  if (auto* const optimizer = updater.optimizer()) return training.begin(updater.parameters(), *optimizer);
  return training.begin(updater.parameters());
}

}  // namespace

std::vector<program::Epoch> train_ch3(const Classifier& net, const FashionMnistLoader& train_iter,
                                      const FashionMnistLoader& test_iter, const Loss& loss, const Updater& updater,
                                      const program::Arguments& args) {
  Training training(args);
  for (auto epoch = begin(training, updater); epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    const auto totals = train_epoch_ch3(net, train_iter, loss, updater, training);
    const auto n = static_cast<double>(totals.examples);
    training.finish({.loss = totals.loss / n,
                     .train_acc = static_cast<double>(totals.hits) / n,
                     .test_acc = evaluate_accuracy(test_iter, net)});
  }
  return training.epochs();
}

}  // namespace d2l
