#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>

// Learning rates that change on the way, as functions of the step, counted from 0: factors for the rate that the
// optimizer was made with, which `optimizer.scale_lr(schedule(step))` sets. Whether a step is a batch or an epoch is up
// to the loop. Since they depend on the step alone, a training that goes on from a file has the same rates.
namespace d2l::optim {

using Schedule = std::function<double(std::int64_t step)>;

/// gamma to the power of ⌊step/step_size⌋, for a step_size of at least 1: every `step_size` steps the rate is
/// multiplied by gamma. (PyTorch's StepLR.)
struct StepLR {
  std::int64_t step_size;
  double gamma = 0.1;
  double operator()(std::int64_t step) const { return std::pow(gamma, static_cast<double>(step / step_size)); }
};

/// low + (1 - low)·(1 + cos(π·step/steps))/2: along half a cosine from 1 down to `low`, where it stays. (PyTorch's
/// CosineAnnealingLR, with eta_min = low·lr; Loshchilov and Hutter 2017, arXiv:1608.03983.)
struct CosineAnnealingLR {
  std::int64_t steps;
  double low = 0;
  double operator()(std::int64_t step) const {
    const auto share = step < steps ? static_cast<double>(step) / static_cast<double>(steps) : 1.0;
    return low + (1 - low) * (1 + std::cos(std::numbers::pi * share)) / 2;
  }
};

/// (step + 1)/steps for the first `steps` steps, and then what `after` says for the steps since: large steps may ruin a
/// network that knows nothing yet.
struct WarmUp {
  std::int64_t steps;
  Schedule after = [](std::int64_t /*step*/) { return 1.0; };
  double operator()(std::int64_t step) const {
    return step < steps ? static_cast<double>(step + 1) / static_cast<double>(steps) : after(step - steps);
  }
};

}  // namespace d2l::optim
