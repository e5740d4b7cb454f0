#include "d2l/data/epoch_order.hpp"

#include "d2l/core/distributions.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

// On the CPU, where draws are made.
Tensor<std::int64_t> permutation(std::int64_t n, Generator& generator) {
  const auto order = Tensor<std::int64_t>::allocate({n});
  fill_randperm({order.data_ptr(), static_cast<std::size_t>(n)}, generator);
  return order;
}

}  // namespace

Tensor<std::int64_t> epoch_order(std::int64_t n, Order order) {
  if (order == Order::permuted) return permutation(n, default_generator());
  draw_seed(default_generator());
  if (order == Order::sequential) return arange<std::int64_t>(0, static_cast<double>(n), 1, Device{});
  Generator sampler(static_cast<std::uint64_t>(draw_seed(default_generator())));
  return permutation(n, sampler);
}

}  // namespace d2l
