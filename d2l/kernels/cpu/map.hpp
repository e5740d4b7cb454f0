#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/cpu/loop.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace cpu {

template <std::int64_t step>
using Step = std::integral_constant<std::int64_t, step>;

// The strides are constants where they are 0 or 1, so that the compiler can use vector instructions.
template <class F, class Out, class OutStep, class... In, class... InStep>
void map_evenly(const F& f, std::int64_t n, Out* out, OutStep out_step, std::pair<const In*, InStep>... in) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) out[i * out_step] = f(in.first[i * in.second]...);
}

// Where the first `rows` inputs are rows and the others single numbers.
template <std::size_t rows, class F, class Out, std::size_t... K, class... In>
bool map_if_rows(const F& f, std::int64_t n, Out* out, const std::int64_t* step, std::index_sequence<K...> /*inputs*/,
                 const In*... in) {
  if (step[0] != 1 || ((step[K + 1] != (K < rows ? 1 : 0)) || ...)) return false;
  map_evenly(f, n, out, Step<1>(), std::pair(in, Step<(K < rows ? 1 : 0)>())...);
  return true;
}

template <class F, class Out, class... In>
void map_row(const F& f, std::int64_t n, Out* out, const std::int64_t* step, const In*... in) {
  constexpr auto operands = sizeof...(In);
  const auto all_one = [&] {
    for (std::size_t k = 0; k <= operands; ++k)
      if (step[k] != 1) return false;
    return true;
  }();
  if (all_one) return map_evenly(f, n, out, Step<1>(), std::pair(in, Step<1>())...);
  if constexpr (operands == 2) {  // a column or a single number beside a row
    const auto [a, b] = std::pair(in...);
    if (step[0] == 1 && step[1] == 1 && step[2] == 0)
      return map_evenly(f, n, out, Step<1>(), std::pair(a, Step<1>()), std::pair(b, Step<0>()));
    if (step[0] == 1 && step[1] == 0 && step[2] == 1)
      return map_evenly(f, n, out, Step<1>(), std::pair(a, Step<0>()), std::pair(b, Step<1>()));
  }
  if constexpr (operands > 2) {  // rows and after them single numbers, such as pixels and their channel's
    const auto is_done = [&]<std::size_t... K>(std::index_sequence<K...>) {
      return (map_if_rows<K + 1>(f, n, out, step, std::index_sequence_for<In...>(), in...) || ...);
    }(std::make_index_sequence<operands - 1>());
    if (is_done) return;
  }
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    for (std::int64_t i = 0; i < n; ++i) out[i * step[0]] = f(in[i * step[K + 1]]...);
  }(std::make_index_sequence<operands>());
}

// What the loop knows by address alone gets its types back.
template <class F, class Out, class... In>
void map_rows(const void* formula, const Rows<1 + sizeof...(In)>& rows) {
  const F f = *static_cast<const F*>(formula);
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    for (const auto& x : rows.first)
      map_row(f, rows.n, reinterpret_cast<Out*>(x[0]), rows.step, reinterpret_cast<const In*>(x[K + 1])...);
  }(std::index_sequence_for<In...>());
}

template <class F, class... T>
void update_row(const F& f, std::int64_t n, const std::int64_t* step, T*... x) {
  if (std::all_of(step, step + sizeof...(T), [](std::int64_t s) { return s == 1; })) {
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) f(x[i]...);
  } else {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      for (std::int64_t i = 0; i < n; ++i) f(x[i * step[K]]...);
    }(std::index_sequence_for<T...>());
  }
}

template <class F, class... T>
void update_rows(const void* formula, const Rows<sizeof...(T)>& rows) {
  const F f = *static_cast<const F*>(formula);
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    for (const auto& x : rows.first) update_row(f, rows.n, rows.step, reinterpret_cast<T*>(x[K])...);
  }(std::index_sequence_for<T...>());
}

}  // namespace cpu

template <class F, class Out, class... In>
void map(Cpu, const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  cpu::for_rows<1 + sizeof...(In)>({{&out.impl(), &in.impl()...}, {sizeof(Out), sizeof(In)...}}, &f,
                                   cpu::map_rows<F, Out, In...>);
}

template <class F, class... T>
void update(Cpu, const F& f, const Tensor<T>&... x) {
  cpu::for_rows<sizeof...(T)>({{&x.impl()...}, {sizeof(T)...}}, &f, cpu::update_rows<F, T...>);
}

}  // namespace d2l::kernels
