#include <algorithm>

#include "d2l/core/modular.hpp"
#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/loop_nest.hpp"
#include "d2l/kernels/off_axis.hpp"

namespace d2l::kernels {
namespace {

template <class T, class F>
void for_each_gathered(const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                       const F& f) {
  if (index.numel() == 0) return;
  const LoopNest<3> nest(index.shape(), {y.strides(), strides_off_axis(x, axis), index.strides()});
  const auto along = x.dim() > 0 ? x.strides()[axis] : 0;
  const auto* step = nest.row_steps();
  nest.for_rows(0, nest.rows(), [&](const auto& offset) {
    for (std::int64_t i = 0; i < nest.row_length(); ++i) {
      const auto place = index.data_ptr()[offset[2] + i * step[2]];
      f(y.data_ptr()[offset[0] + i * step[0]], x.data_ptr()[offset[1] + i * step[1] + place * along]);
    }
  });
}

}  // namespace

template <class T>
void index_select(Cpu, const Tensor<T>& y, const Tensor<T>& x, const Tensor<std::int64_t>& index) {
  const auto n = x.size(1), m = y.size(1), inner = y.size(2);
  cpu::parallel_for(y.size(0) * m, y.numel(), [&](std::int64_t begin, std::int64_t end) {
    for (auto row = begin; row < end; ++row)
      std::copy_n(x.data_ptr() + (row / m * n + index.data_ptr()[row % m]) * inner, inner, y.data_ptr() + row * inner);
  });
}

void gather_images(Cpu, const Tensor<float>& y, const Tensor<std::uint8_t>& x, const Tensor<std::int64_t>& index) {
  const auto inner = x.size(1);
  const auto image = [&](std::int64_t j) { return x.data_ptr() + index.data_ptr()[j] * inner; };
  cpu::parallel_for(y.size(0), y.numel(), [&](std::int64_t begin, std::int64_t end) {
    for (auto j = begin; j < end; ++j) {
      // The images lie anywhere in a memory that no cache holds: each is asked for while those before it are converted.
      constexpr std::int64_t ahead = 2, cache_line = 64;
      if (j + ahead < end)
        for (std::int64_t i = 0; i < inner; i += cache_line) __builtin_prefetch(image(j + ahead) + i);
      const auto* from = image(j);
      auto* to = y.data_ptr() + j * inner;
#pragma omp simd
      for (std::int64_t i = 0; i < inner; ++i) to[i] = static_cast<float>(from[i]) / 255.0F;
    }
  });
}

template <class T>
void index_add(Cpu, const Tensor<T>& x, const Tensor<T>& y, const Tensor<std::int64_t>& index) {
  const auto n = x.size(1), m = y.size(1), inner = y.size(2);
  for (std::int64_t row = 0; row < y.size(0) * m; ++row) {
    T* to = x.data_ptr() + (row / m * n + index.data_ptr()[row % m]) * inner;
    const T* from = y.data_ptr() + row * inner;
    for (std::int64_t i = 0; i < inner; ++i) to[i] += from[i];
  }
}

template <class T>
void gather(Cpu, const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index) {
  for_each_gathered(y, x, axis, index, [](T& to, const T& from) { to = from; });
}

// On the host the op has looked at the indices, so there is nothing to call by its name.
template <class T>
void scatter(Cpu, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
             const char* /*what*/) {
  for_each_gathered(y, x, axis, index, [](const T& from, T& to) { to = from; });
}

template <class T>
void scatter_add(Cpu, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
                 const char* /*what*/) {
  for_each_gathered(y, x, axis, index, [](const T& from, T& to) { to = static_cast<T>(modular(to) + modular(from)); });
}

#define D2L_INSTANTIATE(T)                                                                                  \
  template void index_select(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&);         \
  template void gather(Cpu, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&); \
  template void scatter(Cpu, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, \
                        const char*);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_NUMBER(T)                                                                               \
  template void scatter_add(Cpu, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, \
                            const char*);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

#define D2L_INSTANTIATE_FLOAT(T) \
  template void index_add(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l::kernels
