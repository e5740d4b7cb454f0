#include "d2l/book/training.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/error.hpp"
#include "d2l/program/start_up.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {
namespace {

// Batches whose losses are kept one by one: what rounding does to a network later hides whether it computes the same.
constexpr std::size_t kept_batches = 20;

void expect_finite(double loss, const std::string& when) {
  if (!std::isfinite(loss))
    throw DivergedError(fmt::format("the loss became {} {}: the training diverged; try a smaller --lr", loss, when));
}

}  // namespace

Training::Training(const program::Arguments& args, Lines lines)
    : progress_wanted_(args.progress),
      lines_(lines),
      trained_with_(program::trained_with(args)),
      initial_(args),
      checkpoint_(args) {}

std::int64_t Training::begin(const NamedParameters& parameters, const std::string& prefix) {
  return begin(TrainingState{.parameters = parameters}, prefix);
}

std::int64_t Training::begin(const NamedParameters& parameters, optim::Optimizer& optimizer,
                             const std::string& prefix) {
  return begin(TrainingState{.parameters = parameters, .optimizer = &optimizer}, prefix);
}

std::int64_t Training::begin(const Updater& updater) {
  return begin(
      TrainingState{.parameters = updater.parameters(), .buffers = updater.buffers(), .optimizer = updater.optimizer()},
      "");
}

std::int64_t Training::begin(TrainingState state, const std::string& prefix) {
  initial_.exchange(state.parameters, prefix);
  checkpoint_.load(state, prefix);
  prefix_ = prefix;
  state_ = std::move(state);
  tell_other_options();
  for (const auto& epoch : state_.epochs) keep(epoch);
  return std::ssize(state_.epochs) + 1;
}

// Which of the epochs that come from a file were trained with other options than the run has: a line for those that
// follow each other.
void Training::tell_other_options() const {
  const auto name = prefix_.empty() ? "" : prefix_.substr(0, prefix_.size() - 1) + ": ";
  const auto options_of = [&](const program::Epoch& epoch) {
    std::vector<std::string> options;
    for (const auto& setting : program::differences(epoch.trained_with.value_or(trained_with_), trained_with_))
      options.push_back(program::to_string(setting));
    return fmt::format("{}", fmt::join(options, ", "));
  };
  for (auto begin = state_.epochs.begin(), end = begin; begin != state_.epochs.end(); begin = end) {
    const auto options = options_of(*begin);
    end = std::find_if(begin, state_.epochs.end(), [&](const auto& epoch) { return options_of(epoch) != options; });
    if (options.empty()) continue;
    const auto last = std::prev(end)->epoch;
    std::cout << name
              << (last == begin->epoch ? fmt::format("epoch {}", last)
                                       : fmt::format("epochs {} to {}", begin->epoch, last))
              << " had " << options << '\n';
  }
}

void Training::start(std::int64_t epoch, std::int64_t batches) {
  checkpoint_.forget();
  epoch_ = epoch;
  batch_ = 0;
  losses_ = BatchLosses(std::max<std::int64_t>(batches, 1));
  progress_.emplace(progress_wanted_, fmt::format("epoch {}", epoch), batches);
  start_ = last_batch_ = Clock::now();
}

void Training::batch(const Tensor<>& loss, std::int64_t examples) {
  check_interrupt();
  if (loss.device().is_cpu()) {
    tell(loss.item() / static_cast<double>(examples));
  } else {
    losses_.add(loss, examples);
    if (losses_.full()) read_losses();
  }
  if (!start_up_) {
    loss.item();  // is there when the batch is done, on a GPU, too
    start_up_ = program::seconds_since_start();
  }
  if (progress_) progress_->advance();
  last_batch_ = Clock::now();
}

void Training::read_losses() {
  for (const double loss : losses_.read()) tell(loss);
}

void Training::tell(double loss) {
  ++batch_;
  expect_finite(loss, fmt::format("in epoch {}, batch {}", epoch_, batch_));
  if (epoch_ == 1 && first_batches_.size() < kept_batches) first_batches_.push_back(loss);
}

void Training::finish(const Outcome& outcome) {
  read_losses();
  progress_.reset();
  expect_finite(outcome.loss, fmt::format("after epoch {}", epoch_));
  const std::chrono::duration<double> seconds = last_batch_ - start_;
  state_.epochs.push_back({.epoch = epoch_,
                           .loss = outcome.loss,
                           .train_acc = outcome.train_acc,
                           .test_acc = outcome.test_acc,
                           .test_loss = outcome.test_loss,
                           .seconds = seconds.count(),
                           .start_up = state_.epochs.empty() && epochs_.empty() ? start_up_ : std::nullopt,
                           .first_batches = std::exchange(first_batches_, {}),
                           .trained_with = trained_with_});
  keep(state_.epochs.back());
  checkpoint_.save(state_, prefix_);
}

LossCurves Training::losses() const {
  LossCurves losses;
  for (const auto& epoch : state_.epochs) {
    losses.train.push_back(epoch.loss);
    losses.test.push_back(epoch.test_loss.value_or(NAN));
  }
  return losses;
}

void Training::keep(const program::Epoch& epoch) {
  epochs_.push_back(epoch);
  if (lines_ == Lines::shown) std::cout << to_string(epoch) << '\n' << std::flush;
}

}  // namespace d2l
