#include "d2l/book/train_ch3.hpp"

#include "d2l/book/replayed_step.hpp"
#include "d2l/book/training.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l {
namespace {

// What the batches of an epoch come to, kept where the data are: a GPU is not waited for until it ends.
struct Totals {
  explicit Totals(Device device)
      : batch_loss(zeros({}, device)), loss(zeros<double>({}, device)), hits(zeros<std::int64_t>({}, device)) {}

  void clear() {
    loss.zero_();
    hits.zero_();
    examples = 0;
  }
  void add(const Tensor<>& losses, const Tensor<std::int64_t>& hits_of_batch) const {
    sum(losses, out(batch_loss));
    loss += batch_loss.to<double>();
    hits += hits_of_batch;
  }
  double per_example(double total) const { return total / static_cast<double>(examples); }

  Tensor<> batch_loss;  // the sum of the last batch's
  Tensor<double> loss;
  Tensor<std::int64_t> hits;
  std::int64_t examples = 0;
};

}  // namespace

std::vector<program::Epoch> train_ch3(const Classifier& net, const Batches& train_iter, const Batches& test_iter,
                                      const Loss& loss, const Updater& updater, const program::Arguments& args,
                                      const TrainingHooks& hooks) {
  Totals totals(updater.parameters().front().second.device());
  ReplayedStep step([&](const Tensor<>& X, const Tensor<std::int64_t>& y) {
    const auto y_hat = net(X);
    const auto l = loss(y_hat, y);
    updater.backward(l);
    hooks.before_step();
    updater.step(y.size(0));
    totals.add(l.detach(), hits(y_hat.detach(), y));
  });

  Training training(args);
  for (auto epoch = training.begin(updater); epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    totals.clear();
    auto batches = (epoch - 1) * train_iter.size();
    train_iter.for_each([&](const Tensor<>& X, const Tensor<std::int64_t>& y) {
      hooks.before_batch(batches++);
      step(X, y);
      totals.examples += y.numel();
      training.batch(totals.batch_loss, y.numel());
    });
    training.finish({.loss = totals.per_example(totals.loss.item()),
                     .train_acc = totals.per_example(static_cast<double>(totals.hits.item())),
                     .test_acc = evaluate_accuracy(test_iter, net)});
  }
  return training.epochs();
}

}  // namespace d2l
