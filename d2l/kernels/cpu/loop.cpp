#include "d2l/kernels/cpu/loop.hpp"

#include <algorithm>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/loop_nest.hpp"

namespace d2l::kernels::cpu {
namespace {

template <std::size_t operands>
constexpr auto side_by_side = [] {
  std::array<std::int64_t, operands> steps{};
  steps.fill(1);
  return steps;
}();

}  // namespace

template <std::size_t operands>
void for_rows(const Operands<operands>& of, const void* formula, ComputeRows<operands> compute) {
  const auto& out = *of.tensors[0];
  const auto n = out.numel;
  if (n == 0) return;
  Addresses<operands> start;
  for (std::size_t k = 0; k < operands; ++k)
    start[k] = of.tensors[k]->storage->data() + of.tensors[k]->offset * of.element_sizes[k];
  const auto from = [&](const auto& bytes) {
    auto first = start;
    for (std::size_t k = 0; k < operands; ++k) first[k] += bytes(k);
    return first;
  };
  if (std::ranges::all_of(of.tensors, [n](const auto* x) { return x->contiguous && x->numel == n; }))
    return parallel_for(n, n, [&](std::int64_t begin, std::int64_t end) {
      const auto first = from([&](std::size_t k) { return begin * of.element_sizes[k]; });
      compute(formula, {{&first, 1}, end - begin, side_by_side<operands>.data()});
    });
  std::array<Strides, operands> strides;
  for (std::size_t k = 0; k < operands; ++k) {
    strides[k] = broadcast_strides(*of.tensors[k], out.shape);
    for (auto& stride : strides[k]) stride *= of.element_sizes[k];  // in bytes, for the nest
  }
  const LoopNest<operands> nest(out.shape, strides);
  std::array<std::int64_t, operands> steps;
  for (std::size_t k = 0; k < operands; ++k) steps[k] = nest.row_steps()[k] / of.element_sizes[k];
  parallel_for(n, n, [&](std::int64_t begin, std::int64_t end) {
    std::array<Addresses<operands>, 16> first;
    std::size_t waiting = 0;
    std::int64_t length = 0;
    const auto compute_waiting = [&] {
      if (waiting > 0) compute(formula, {std::span(first).first(waiting), length, steps.data()});
      waiting = 0;
    };
    nest.for_elements(begin, end, [&](const auto& offset, std::int64_t row_length) {
      if (row_length != length || waiting == first.size()) compute_waiting();
      length = row_length;
      first[waiting++] = from([&](std::size_t k) { return offset[k]; });
    });
    compute_waiting();
  });
}

template void for_rows(const Operands<1>&, const void*, ComputeRows<1>);
template void for_rows(const Operands<2>&, const void*, ComputeRows<2>);
template void for_rows(const Operands<3>&, const void*, ComputeRows<3>);
template void for_rows(const Operands<4>&, const void*, ComputeRows<4>);
template void for_rows(const Operands<5>&, const void*, ComputeRows<5>);
template void for_rows(const Operands<6>&, const void*, ComputeRows<6>);
template void for_rows(const Operands<7>&, const void*, ComputeRows<7>);

}  // namespace d2l::kernels::cpu
