#pragma once

#include <functional>

namespace d2l::race {

/// The rate with the lowest loss among `lr` and √10, 10, 10√10, … times as much or as little: from `lr` on, it is
/// multiplied by √10 as long as the loss falls, or, if that does not help, divided. A loss that is not finite is worse
/// than any other.
double best_rate(double lr, const std::function<double(double lr)>& loss_at);

}  // namespace d2l::race
