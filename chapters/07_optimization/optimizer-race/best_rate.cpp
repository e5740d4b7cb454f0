#include "best_rate.hpp"

#include <cmath>
#include <limits>

namespace d2l::race {

double best_rate(double lr, const std::function<double(double lr)>& loss_at) {
  const auto loss = [&](double rate) {
    const auto value = loss_at(rate);
    return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
  };
  constexpr int most = 8;  // steps each way: a factor of 10,000
  double best = lr, lowest = loss(lr);
  for (const auto factor : {std::sqrt(10.0), 1 / std::sqrt(10.0)}) {
    auto rate = lr * factor;
    for (int i = 0; i < most; ++i, rate *= factor) {
      const auto value = loss(rate);
      if (value > lowest || (value == lowest && std::isfinite(value))) break;
      if (value < lowest) lowest = value, best = rate;
    }
    if (best != lr) break;
  }
  return best;
}

}  // namespace d2l::race
