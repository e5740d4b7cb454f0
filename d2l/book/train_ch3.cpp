#include "d2l/book/train_ch3.hpp"

#include <chrono>
#include <iostream>

#include "d2l/book/initial_state.hpp"
#include "d2l/ops/methods.hpp"
#include "d2l/program/interrupt.hpp"
#include "d2l/program/progress.hpp"

namespace d2l {
namespace {

// Sums over the examples of an epoch.
struct Totals {
  double loss = 0;
  std::int64_t hits = 0, examples = 0;
};

Totals train_epoch_ch3(const Classifier& net, const FashionMnistLoader& train_iter, const Loss& loss,
                       const Updater& updater, program::Progress progress) {
  Totals totals;
  for (const auto& [X, y] : train_iter) {
    program::check_interrupt();
    const auto y_hat = net(X);
    const auto l = loss(y_hat, y);
    updater.step(l);
    totals.loss += l.detach().sum().item();
    totals.hits += hits(y_hat.detach(), y);
    totals.examples += y.numel();
    progress.advance();
  }
  return totals;
}

}  // namespace

std::vector<program::Epoch> train_ch3(const Classifier& net, const FashionMnistLoader& train_iter,
                                      const FashionMnistLoader& test_iter, const Loss& loss, const Updater& updater,
                                      const program::Arguments& args) {
  exchange_initial_state(updater.parameters(), args);
  std::vector<program::Epoch> epochs;
  for (std::int64_t e = 1; e <= args.epochs; ++e) {
    const auto start = std::chrono::steady_clock::now();
    const auto totals = train_epoch_ch3(net, train_iter, loss, updater,
                                        {args.progress, "epoch " + std::to_string(e), train_iter.size()});
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const auto n = static_cast<double>(totals.examples);
    epochs.push_back({.epoch = e,
                      .loss = totals.loss / n,
                      .train_acc = static_cast<double>(totals.hits) / n,
                      .test_acc = evaluate_accuracy(test_iter, net),
                      .seconds = seconds.count()});
    std::cout << to_string(epochs.back()) << '\n' << std::flush;
  }
  return epochs;
}

}  // namespace d2l
