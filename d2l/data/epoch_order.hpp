#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The order of n examples in an epoch of PyTorch's DataLoader, drawn from the default generator as it draws: a seed
/// for its workers, used or not; and if it shuffles, the seed of a fresh generator, which draws the permutation.
Tensor<std::int64_t> epoch_order(std::int64_t n, bool shuffle);

}  // namespace d2l
