#include "d2l/book/train_ch5.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <numbers>

#include <fmt/format.h>

#include "d2l/book/train_ch3.hpp"
#include "d2l/book/updater.hpp"
#include "d2l/nn/loss.hpp"

namespace d2l {
namespace {

// Says after some batches how long an epoch will take, where that is long.
class Forecast {
 public:
  explicit Forecast(std::int64_t batches) : batches_(batches) {}

  void before_batch(std::int64_t step) {
    constexpr int first = 1, last = 4;  // the very first batch also prepares what all need
    first_step_ = std::min(first_step_, step);
    if (step == first_step_ + first) start_ = Clock::now();
    if (step == first_step_ + last) tell((Clock::now() - start_) / (last - first));
  }

 private:
  using Clock = std::chrono::steady_clock;

  void tell(std::chrono::duration<double> of_batch) const {
    constexpr double long_minutes = 10;
    const double minutes = of_batch.count() * static_cast<double>(batches_) / 60;
    if (minutes > long_minutes)
      std::cerr << fmt::format(
          "an epoch will take about {:.0f} minutes here; --limit takes fewer images, --size smaller ones\n", minutes);
  }

  std::int64_t batches_, first_step_ = INT64_MAX;
  Clock::time_point start_;
};

// Where all scores of all images are equal, as those of a last ReLU that lets nothing through, the loss is the
// logarithm of the number of classes to the last digit, and no gradient comes back: it stays there.
void tell_if_dead(const std::vector<program::Epoch>& epochs) {
  constexpr double rounding = 1e-6;
  if (!epochs.empty() && std::abs(epochs.back().loss - std::numbers::ln10) < rounding)
    std::cerr << "the loss stands at ln 10 = 2.302585, that of ten equal scores: the outputs are dead, and no gradient "
                 "comes back; try a smaller --lr or another --seed\n";
}

}  // namespace

std::vector<program::Epoch> train_ch5(nn::Layer& net, const Batches& train_iter, const Batches& test_iter,
                                      optim::Optimizer& optimizer, const program::Arguments& args) {
  Forecast forecast(train_iter.size());
  const auto epochs = train_ch3(net, train_iter, test_iter, nn::CrossEntropyLoss{Reduction::none}, {net, optimizer},
                                args, {.before_batch = [&](std::int64_t step) { forecast.before_batch(step); }});
  tell_if_dead(epochs);
  return epochs;
}

}  // namespace d2l
