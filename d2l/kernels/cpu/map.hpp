#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/loop_nest.hpp"

namespace d2l::kernels {
namespace cpu {

template <std::int64_t step>
using Step = std::integral_constant<std::int64_t, step>;

// One row: the strides are constants where they are 0 or 1, so that the compiler can use vector instructions.
template <class F, class Out, class OutStep, class... In, class... InStep>
void map_row(const F& f, std::int64_t n, Out* out, OutStep out_step, std::pair<const In*, InStep>... in) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) out[i * out_step] = f(in.first[i * in.second]...);
}

template <class F, class Out, class... In>
void map_strided_row(const F& f, std::int64_t n, Out* out, const std::int64_t* step, const In*... in) {
  constexpr auto operands = sizeof...(In);
  const auto all_one = [&] {
    for (std::size_t k = 0; k <= operands; ++k)
      if (step[k] != 1) return false;
    return true;
  }();
  if (all_one) return map_row(f, n, out, Step<1>(), std::pair(in, Step<1>())...);
  if constexpr (operands == 2) {  // a column or a single number beside a row
    const auto [a, b] = std::pair(in...);
    if (step[0] == 1 && step[1] == 1 && step[2] == 0)
      return map_row(f, n, out, Step<1>(), std::pair(a, Step<1>()), std::pair(b, Step<0>()));
    if (step[0] == 1 && step[1] == 0 && step[2] == 1)
      return map_row(f, n, out, Step<1>(), std::pair(a, Step<0>()), std::pair(b, Step<1>()));
  }
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    for (std::int64_t i = 0; i < n; ++i) out[i * step[0]] = f(in[i * step[K + 1]]...);
  }(std::make_index_sequence<operands>());
}

}  // namespace cpu

template <class F, class Out, class... In>
void map(Cpu, const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  const auto n = out.numel();
  if (n == 0) return;
  if (out.is_contiguous() && ((in.is_contiguous() && in.numel() == n) && ...)) {
    auto* y = out.data_ptr();
    return cpu::parallel_for(n, n, [&](std::int64_t begin, std::int64_t end) {
      cpu::map_row(f, end - begin, y + begin, cpu::Step<1>(),
                   std::pair<const In*, cpu::Step<1>>(in.data_ptr() + begin, {})...);
    });
  }
  const LoopNest<1 + sizeof...(In)> nest(out.shape(), {out.strides(), broadcast_strides(in, out.shape())...});
  cpu::parallel_for(n, n, [&](std::int64_t begin, std::int64_t end) {
    nest.for_elements(begin, end, [&](const auto& offset, std::int64_t length) {
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        cpu::map_strided_row(f, length, out.data_ptr() + offset[0], nest.row_steps(),
                             static_cast<const In*>(in.data_ptr() + offset[K + 1])...);
      }(std::index_sequence_for<In...>());
    });
  });
}

}  // namespace d2l::kernels
