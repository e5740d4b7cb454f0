#include "d2l/book/replayed_step.hpp"

#include <algorithm>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {

void ReplayedStep::operator()(const Tensor<>& X, const Tensor<std::int64_t>& y) {
  if (X.device().is_cpu()) return step_(X, y);
  auto& kept = kept_for(X, y);
  kept.X.copy_(X);
  kept.y.copy_(y);
  kept.replay([&] { step_(kept.X, kept.y); });
}

std::int64_t ReplayedStep::replays() const {
  std::int64_t all = 0;
  for (const auto& kept : kept_) all += kept.replay.replays();
  return all;
}

ReplayedStep::Kept& ReplayedStep::kept_for(const Tensor<>& X, const Tensor<std::int64_t>& y) {
  const auto found = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.X.shape() == X.shape() && kept.y.shape() == y.shape(); });
  if (found != kept_.end()) return *found;
  return kept_.emplace_back(empty_like(X), empty_like(y), cuda::Replay(X.device().index));
}

}  // namespace d2l
