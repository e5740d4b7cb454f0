#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// How the examples of an epoch are ordered.
enum class Order {
  sequential,  ///< as they are
  sampled,     ///< at random, as PyTorch's DataLoader draws
  permuted     ///< at random, as the book's data_iter draws: one randperm
};

/// The order of n examples in an epoch, on the CPU, drawn from the default generator. A DataLoader draws a seed for its
/// workers, used or not; and if it shuffles, the seed of a fresh generator, which draws the permutation.
Tensor<std::int64_t> epoch_order(std::int64_t n, Order order);

}  // namespace d2l
