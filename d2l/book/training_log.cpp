#include "d2l/book/training_log.hpp"

#include <cmath>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/program/interrupt.hpp"

namespace d2l {

void TrainingLog::start(std::int64_t epoch, std::int64_t batches) {
  epoch_ = epoch;
  batch_ = 0;
  progress_.emplace(progress_wanted_, fmt::format("epoch {}", epoch), batches);
  start_ = last_batch_ = Clock::now();
}

void TrainingLog::batch(double loss) {
  program::check_interrupt();
  ++batch_;
  if (!std::isfinite(loss))
    throw DivergedError(fmt::format(
        "the loss became {} in epoch {}, batch {}: the training diverged; try a smaller --lr", loss, epoch_, batch_));
  progress_->advance();
  last_batch_ = Clock::now();
}

const program::Epoch& TrainingLog::finish(const Outcome& outcome) {
  progress_.reset();
  const std::chrono::duration<double> seconds = last_batch_ - start_;
  epochs_.push_back({.epoch = epoch_,
                     .loss = outcome.loss,
                     .train_acc = outcome.train_acc,
                     .test_acc = outcome.test_acc,
                     .seconds = seconds.count()});
  return epochs_.back();
}

}  // namespace d2l
