#pragma once

#include <functional>
#include <vector>

#include "d2l/book/updater.hpp"
#include "d2l/core/replay.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// What a training does with each batch, in the same way each time. On a GPU it is replayed (core/replay.hpp), for each
/// shape of batches by itself: the last one of an epoch is mostly smaller. Where the updater's options have changed
/// since, such as its learning rate, the step is recorded anew.
class ReplayedStep {
 public:
  using Step = std::function<void(const Tensor<>& X, const Tensor<std::int64_t>& y)>;
  /// What `step` leaves behind must lie in tensors that are there before it, and stay.
  /// The updater is the one that `step` calls, and must live as long as this.
  ReplayedStep(const Updater& updater, Step step) : updater_(updater), step_(std::move(step)) {}

  /// Does the step.
  void operator()(const Tensor<>& X, const Tensor<std::int64_t>& y);

 private:
  // A replay finds its batch where the first one lay.
  struct Kept {
    Tensor<> X;
    Tensor<std::int64_t> y;
    cuda::Replay replay;
  };
  Kept& kept_for(const Tensor<>& X, const Tensor<std::int64_t>& y);

  const Updater& updater_;
  Step step_;
  std::vector<optim::SGD::Options> options_;  // with which what is kept was recorded
  std::vector<Kept> kept_;
};

}  // namespace d2l
