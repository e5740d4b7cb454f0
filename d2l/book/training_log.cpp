#include "d2l/book/training_log.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/program/interrupt.hpp"

namespace d2l {
namespace {

// Batches whose losses are kept one by one: what rounding does to a network later hides whether it computes the same.
constexpr std::size_t kept_batches = 20;

}  // namespace

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
  if (epoch_ == 1 && first_batches_.size() < kept_batches) first_batches_.push_back(loss);
  if (progress_) progress_->advance();
  last_batch_ = Clock::now();
}

const program::Epoch& TrainingLog::finish(const Outcome& outcome) {
  progress_.reset();
  const std::chrono::duration<double> seconds = last_batch_ - start_;
  epochs_.push_back({.epoch = epoch_,
                     .loss = outcome.loss,
                     .train_acc = outcome.train_acc,
                     .test_acc = outcome.test_acc,
                     .seconds = seconds.count(),
                     .first_batches = std::exchange(first_batches_, {})});
  return epochs_.back();
}

}  // namespace d2l
