#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "d2l/program/arguments.hpp"
#include "d2l/program/progress.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// The course of a training: times its epochs, shows how far each is, and keeps what they came to.
///
///     for (int epoch = 1; epoch <= args.epochs; ++epoch) {
///       log.start(epoch, batches);
///       for (const auto& [X, y] : …) { …; log.batch(l.item()); }
///       log.finish({.loss = …});
///     }
class TrainingLog {
 public:
  explicit TrainingLog(const program::Arguments& args) : progress_wanted_(args.progress) {}

  /// Starts the clock of an epoch of so many batches.
  void start(std::int64_t epoch, std::int64_t batches);
  /// To be called after each batch, with the mean of its losses. Throws DivergedError where that is not finite, with
  /// epoch and batch, and program::Interrupted after Ctrl-C.
  void batch(double loss);
  /// What an epoch came to, beside its number and the seconds until its last batch.
  struct Outcome {
    double loss;
    std::optional<double> train_acc = {}, test_acc = {};
  };
  /// Ends the epoch and keeps its outcome.
  const program::Epoch& finish(const Outcome& outcome);

  const std::vector<program::Epoch>& epochs() const { return epochs_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool progress_wanted_;
  std::optional<program::Progress> progress_;
  std::int64_t epoch_ = 0, batch_ = 0;
  Clock::time_point start_, last_batch_;
  std::vector<double> first_batches_;
  std::vector<program::Epoch> epochs_;
};

}  // namespace d2l
