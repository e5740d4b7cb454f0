#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "d2l/book/batch_losses.hpp"
#include "d2l/book/checkpoint.hpp"
#include "d2l/book/figures.hpp"
#include "d2l/book/initial_state.hpp"
#include "d2l/book/updater.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/progress.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// The course of a training: where it begins (--init, --load), how far each epoch has come, its outcome, and the files
/// that keep all this (--save-init, --save).
///
///     Training training(args);
///     for (auto epoch = training.begin({{"w", w}, {"b", b}}); epoch <= args.epochs; ++epoch) {
///       training.start(epoch, batches);
///       for (const auto& [X, y] : …) { …; training.batch(l); }
///       training.finish({.loss = …});
///     }
class Training {
 public:
  /// Whether finish() prints the line of the epoch.
  enum class Lines { shown, hidden };
  explicit Training(const program::Arguments& args, Lines lines = Lines::shown);

  /// To be called when the parameters have their initial values: takes those of --init, or all that --load knows.
  /// Returns the number of the first epoch that is still to be trained; the lines of those before are printed again,
  /// below one that says with which options they were trained if these were different. A program that trains several
  /// times calls it for each, whose names in the files start with `prefix`. The optimizer must outlive it. Throws
  /// FormatError where a file is that of another model; nothing is changed then.
  std::int64_t begin(const NamedParameters& parameters, const std::string& prefix = "");
  std::int64_t begin(const NamedParameters& parameters, optim::Optimizer& optimizer, const std::string& prefix = "");
  /// The same for all that an updater changes and what its net keeps; the net must outlive it.
  std::int64_t begin(const Updater& updater);

  /// Starts the clock of an epoch of this many batches.
  void start(std::int64_t epoch, std::int64_t batches);
  /// To be called after each batch, with its loss, a number: the mean over its examples, or the sum over this many.
  /// Throws DivergedError where it is not finite, with epoch and batch: on the CPU at once, on a GPU after the epoch's
  /// last batch, since it is not waited for before that. Throws Interrupted after Ctrl-C.
  void batch(const Tensor<>& loss, std::int64_t examples = 1);
  /// What an epoch came to, besides its number and the seconds until its last batch.
  struct Outcome {
    double loss;
    std::optional<double> train_acc = {}, test_acc = {}, test_loss = {};
  };
  /// Ends the epoch, keeps its outcome, and writes the state where --save asks for it. Throws FileError, and
  /// DivergedError where the loss, or a parameter that would be saved, is not finite.
  void finish(const Outcome& outcome);

  /// The epochs of all trainings.
  const std::vector<program::Epoch>& epochs() const { return epochs_; }
  /// The losses of the training that began last.
  LossCurves losses() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::int64_t begin(TrainingState state, const std::string& prefix);
  void tell_other_options() const;
  void read_losses();
  void tell(double loss);
  void keep(const program::Epoch& epoch);

  bool progress_wanted_;
  Lines lines_;
  program::TrainedWith trained_with_;
  InitialState initial_;
  Checkpoint checkpoint_;
  TrainingState state_;  // of the training that began last
  std::string prefix_;
  std::optional<program::Progress> progress_;
  std::int64_t epoch_ = 0, batch_ = 0;
  BatchLosses losses_;
  Clock::time_point start_, last_batch_;
  std::optional<double> start_up_;
  std::vector<double> first_batches_;
  std::vector<program::Epoch> epochs_;
};

}  // namespace d2l
