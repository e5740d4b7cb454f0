#pragma once

#include <functional>
#include <vector>

#include "d2l/core/replay.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// What a training does with each batch, in the same way each time. On a GPU it is replayed (core/replay.hpp),
/// separately for each shape of batches: the last one of an epoch is usually smaller.
class ReplayedStep {
 public:
  using Step = std::function<void(const Tensor<>& X, const Tensor<std::int64_t>& y)>;
  /// What `step` leaves behind should lie in tensors that exist before it and stay.
  explicit ReplayedStep(Step step) : step_(std::move(step)) {}

  /// Does the step.
  void operator()(const Tensor<>& X, const Tensor<std::int64_t>& y);

  /// How many of the steps were replayed.
  std::int64_t replays() const;

 private:
  // A replay finds its batch where the first one lay.
  struct Kept {
    Tensor<> X;
    Tensor<std::int64_t> y;
    cuda::Replay replay;
  };
  Kept& kept_for(const Tensor<>& X, const Tensor<std::int64_t>& y);

  Step step_;
  std::vector<Kept> kept_;
};

}  // namespace d2l
