#include <algorithm>
#include <array>
#include <cmath>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/loop_nest.hpp"
#include "d2l/kernels/nan_order.hpp"
#include "d2l/kernels/split_axes.hpp"
#include "d2l/kernels/total.hpp"

namespace d2l::kernels {
namespace {

// A row of up to `block` sums at a time, so that the inner loop can run along whichever axis lies closer in memory.
constexpr std::int64_t block = 256;

template <class T, class Total>
void add_along(std::int64_t n, const T* x, std::int64_t step, Total& total) {
  Total sum = 0;
  if (step == 1) {
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < n; ++i) sum += static_cast<Total>(x[i]);
  } else {
    for (std::int64_t i = 0; i < n; ++i) sum += static_cast<Total>(x[i * step]);
  }
  total += sum;
}

template <class T, class Total>
void add_across(std::int64_t n, const T* x, std::int64_t step, Total* totals) {
  if (step == 1) {
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) totals[i] += static_cast<Total>(x[i]);
  } else {
    for (std::int64_t i = 0; i < n; ++i) totals[i] += static_cast<Total>(x[i * step]);
  }
}

}  // namespace

template <class T, class S>
void sum(Cpu, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes) {
  if (y.numel() == 0) return;
  const auto split = split_axes(x, y, axes);
  const LoopNest<2> kept(split.kept, {split.kept_in_y, split.kept_in_x});
  const LoopNest<1> reduced(split.reduced, {split.reduced_in_x});
  const auto rows = x.numel() == 0 ? 0 : reduced.rows();
  const auto row_length = reduced.row_length(), along = reduced.row_steps()[0];
  const auto to = kept.row_steps()[0], across = kept.row_steps()[1];
  cpu::parallel_for(kept.numel(), x.numel(), [&](std::int64_t begin, std::int64_t end) {
    std::array<Total<S>, block> totals;
    kept.for_elements(begin, end, [&](const auto& offset, std::int64_t n) {
      for (std::int64_t c = 0; c < n; c += block) {
        const auto width = std::min(block, n - c);
        totals.fill(0);
        reduced.for_rows(0, rows, [&](const auto& start) {
          const T* from = x.data_ptr() + offset[1] + c * across + start[0];
          if (std::abs(along) <= std::abs(across) || width == 1)
            for (std::int64_t i = 0; i < width; ++i)
              add_along(row_length, from + i * across, along, totals[static_cast<std::size_t>(i)]);
          else
            for (std::int64_t j = 0; j < row_length; ++j) add_across(width, from + j * along, across, totals.data());
        });
        for (std::int64_t i = 0; i < width; ++i)
          y.data_ptr()[offset[0] + (c + i) * to] = static_cast<S>(totals[static_cast<std::size_t>(i)]);
      }
    });
  });
}

template <class T, class S>
void prod(Cpu, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes) {
  if (y.numel() == 0) return;
  const auto split = split_axes(x, y, axes);
  const LoopNest<2> kept(split.kept, {split.kept_in_y, split.kept_in_x});
  const LoopNest<1> reduced(split.reduced, {split.reduced_in_x});
  const auto rows = x.numel() == 0 ? 0 : reduced.rows();
  const auto row_length = reduced.row_length(), step = reduced.row_steps()[0];
  const auto* steps = kept.row_steps();
  cpu::parallel_for(kept.numel(), x.numel(), [&](std::int64_t begin, std::int64_t end) {
    kept.for_elements(begin, end, [&](const auto& offset, std::int64_t n) {
      for (std::int64_t c = 0; c < n; ++c) {
        const T* from = x.data_ptr() + offset[1] + c * steps[1];
        Total<S> total = 1;
        reduced.for_rows(0, rows, [&](const auto& start) {
          for (std::int64_t i = 0; i < row_length; ++i) total *= static_cast<Total<S>>(from[start[0] + i * step]);
        });
        y.data_ptr()[offset[0] + c * steps[0]] = static_cast<S>(total);
      }
    });
  });
}

template <class T>
void max(Cpu, const Tensor<T>& values, const Tensor<std::int64_t>& places, const Tensor<T>& x, const Dims& axes) {
  if (values.numel() == 0) return;
  const auto split = split_axes(x, values, axes);
  const auto split_places = split_axes(x, places, axes);
  const LoopNest<3> kept(split.kept, {split.kept_in_y, split_places.kept_in_y, split.kept_in_x});
  const LoopNest<1> reduced(split.reduced, {split.reduced_in_x});
  const auto row_length = reduced.row_length(), step = reduced.row_steps()[0];
  const auto* steps = kept.row_steps();
  constexpr std::int64_t comparison = 16;  // which one wins cannot be foreseen: it takes as long as so many additions
  cpu::parallel_for(kept.numel(), x.numel() * comparison, [&](std::int64_t begin, std::int64_t end) {
    kept.for_elements(begin, end, [&](const auto& offset, std::int64_t n) {
      for (std::int64_t c = 0; c < n; ++c) {
        const T* from = x.data_ptr() + offset[2] + c * steps[2];
        T best = from[0];
        std::int64_t best_place = 0, place = 0;
        reduced.for_rows(0, reduced.rows(), [&](const auto& start) {
          for (std::int64_t i = 0; i < row_length; ++i, ++place) {
            const T v = from[start[0] + i * step];
            if (is_above(v, best)) {
              best = v;
              best_place = place;
            }
          }
        });
        values.data_ptr()[offset[0] + c * steps[0]] = best;
        places.data_ptr()[offset[1] + c * steps[1]] = best_place;
      }
    });
  });
}

#define D2L_INSTANTIATE(T)                                                              \
  template void sum(Cpu, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, const Dims&); \
  template void prod(Cpu, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, const Dims&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)
template void sum(Cpu, const Tensor<double>&, const Tensor<float>&, const Dims&);

#define D2L_INSTANTIATE_NUMBER(T) \
  template void max(Cpu, const Tensor<T>&, const Tensor<std::int64_t>&, const Tensor<T>&, const Dims&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

}  // namespace d2l::kernels
