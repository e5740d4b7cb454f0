#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/cuda/launch.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/loop_nest.hpp"

namespace d2l::cuda {

constexpr unsigned map_threads = 256, map_each = 4;

// The formulas are those of the CPU, and so are the results but for the last digit or two: nvcc makes a * b + c one
// operation, and exp, log, tanh and pow are another library's. Division and square root give the same digits on both.
//
// In a single row a thread computes `map_each` elements; it reads all of them before it writes one, and so waits for
// the memory once. In other tensors it computes one.
template <class F, class Out, class... In>
__global__ void map_elements(const F f, const kernels::LoopNest<1 + sizeof...(In)> nest, std::int64_t n, Out* out,
                             const In*... in) {
  const auto value = [&]<std::size_t... K>(const auto& offset, std::index_sequence<K...>) {
    return f(in[offset(K + 1)]...);
  };
  constexpr auto inputs = std::index_sequence_for<In...>();
  if (nest.is_row()) {
    const auto first = static_cast<std::int64_t>(blockIdx.x) * map_threads * map_each + threadIdx.x;
    const auto* step = nest.row_steps();
    Out values[map_each];
    for (std::int64_t k = 0; k < map_each; ++k)
      if (const auto i = first + k * map_threads; i < n)
        values[k] = value([&](std::size_t operand) { return i * step[operand]; }, inputs);
    for (std::int64_t k = 0; k < map_each; ++k)
      if (const auto i = first + k * map_threads; i < n) out[i * step[0]] = values[k];
  } else if (const auto i = static_cast<std::int64_t>(blockIdx.x) * map_threads + threadIdx.x; i < n) {
    const auto offset = nest.offsets(i);
    out[offset[0]] = value([&](std::size_t operand) { return offset[operand]; }, inputs);
  }
}

template <class F, class... T>
__global__ void update_elements(const F f, const kernels::LoopNest<sizeof...(T)> nest, std::int64_t n, T*... x) {
  const auto i = static_cast<std::int64_t>(blockIdx.x) * map_threads + threadIdx.x;
  if (i >= n) return;
  const auto offset = nest.offsets(i);
  [&]<std::size_t... K>(std::index_sequence<K...>) { f(x[offset[K]]...); }(std::index_sequence_for<T...>());
}

}  // namespace d2l::cuda

namespace d2l::kernels {

template <class F, class Out, class... In>
void map(Cuda, const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  const auto n = out.numel();
  if (n == 0) return;
  const LoopNest<1 + sizeof...(In)> nest(out.shape(), {out.strides(), broadcast_strides(in.impl(), out.shape())...});
  cuda::launch(F::name, out.device(),
               cuda::divide_up(n, nest.is_row() ? cuda::map_threads * cuda::map_each : cuda::map_threads),
               cuda::map_threads, cuda::map_elements<F, Out, In...>, f, nest, n, out.data_ptr(),
               static_cast<const In*>(in.data_ptr())...);
}

template <class F, class... T>
void update(Cuda, const F& f, const Tensor<T>&... x) {
  const auto& first = std::get<0>(std::tie(x...));
  if (first.numel() == 0) return;
  const LoopNest<sizeof...(T)> nest(first.shape(), {x.strides()...});
  cuda::launch(F::name, first.device(), cuda::divide_up(first.numel(), cuda::map_threads), cuda::map_threads,
               cuda::update_elements<F, T...>, f, nest, first.numel(), x.data_ptr()...);
}

}  // namespace d2l::kernels
