#include "d2l/data/epoch_order.hpp"

#include "d2l/core/distributions.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/random.hpp"

namespace d2l {

Tensor<std::int64_t> epoch_order(std::int64_t n, Order order) {
  if (order == Order::permuted) return randperm(n);
  draw_seed(default_generator());
  if (order == Order::sequential) return arange<std::int64_t>(static_cast<double>(n));
  Generator sampler(static_cast<std::uint64_t>(draw_seed(default_generator())));
  return randperm(n, sampler);
}

}  // namespace d2l
