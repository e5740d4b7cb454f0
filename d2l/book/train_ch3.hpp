#pragma once

#include <functional>
#include <vector>

#include "d2l/book/accuracy.hpp"
#include "d2l/book/updater.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// A loss that gives one value for each example, for scores or probabilities (n, classes) and labels (n).
using Loss = std::function<Tensor<>(const Tensor<>& y_hat, const Tensor<std::int64_t>& y)>;

/// What a training may do besides forward, backward and step.
struct TrainingHooks {
  /// Called before each batch with the number of batches before it, those before a resumed run included: for rates
  /// that change, `[&](std::int64_t step) { trainer.scale_lr(schedule(step)); }`.
  std::function<void(std::int64_t step)> before_batch = [](std::int64_t /*step*/) {};
  /// Called between backward and step, when all gradients are there: to clip them, or to average them over processes.
  std::function<void()> before_step = [] {};
};

/// Trains a classifier on all batches, args.epochs times, and prints a line after each epoch (section 3.6). The loss
/// and the training accuracy are measured on each batch before its step, the test accuracy at the epoch's end. One
/// function for both styles: the updater says how the parameters change. Begins, resumes and saves as the options ask
/// (Training).
std::vector<program::Epoch> train_ch3(const Classifier& net, const Batches& train_iter, const Batches& test_iter,
                                      const Loss& loss, const Updater& updater, const program::Arguments& args,
                                      const TrainingHooks& hooks = {});

}  // namespace d2l
