#pragma once

#include <functional>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The seconds that `call` takes: the median of several runs, each of as many calls in a row as fill some milliseconds,
/// after some that warm up. A number is read from the tensor that the last call of a run returns, since a GPU may still
/// be computing when its calls have returned.
double seconds_per_call(const std::function<Tensor<>()>& call);

}  // namespace d2l
