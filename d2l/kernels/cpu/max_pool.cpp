#include <algorithm>
#include <limits>
#include <type_traits>
#include <vector>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/windows.hpp"

namespace d2l::kernels {
namespace {

// Of a pixel, counted from the window's first row: as wide as the elements, so that both fit into as many vector
// registers.
template <class T>
using Place = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

// What belongs to the larger of a and b: `of_b` where is_above(b, a) (nan_order.hpp). Two selections in a row become
// vector instructions, a condition of two parts branches.
template <class T, class V>
V of_larger(T a, T b, V of_a, V of_b) {
  const V unless_nan = !(b <= a) ? of_b : of_a;
  return a == a ? unless_nan : of_a;
}

// The largest so far of each window of a row is compared with one more place of it.
template <class T>
void compare(const T* x, Place<T> first, std::int64_t stride, Range windows, T* best, Place<T>* places) {
  const T* const from = x + first;
#pragma omp simd
  for (auto q = windows.begin; q < windows.end; ++q) {
    const T v = from[q * stride], b = best[q];
    best[q] = of_larger(b, v, b, v);
    places[q] = of_larger(b, v, places[q], first + static_cast<Place<T>>(q * stride));
  }
}

// ... with two more places side by side, where windows are two apart as most are: so all of a row is read, without
// gaps, which suits vector instructions.
template <class T>
void compare_pair(const T* x, Place<T> first, Range windows, T* best, Place<T>* places) {
  const T* const from = x + first;
#pragma omp simd
  for (auto q = windows.begin; q < windows.end; ++q) {
    const T left = from[2 * q], right = from[2 * q + 1], b = best[q];
    const auto at = first + static_cast<Place<T>>(2 * q);
    const T v = of_larger(left, right, left, right);
    best[q] = of_larger(b, v, b, v);
    places[q] = of_larger(b, v, places[q], of_larger(left, right, at, at + 1));
  }
}

// The largest of each of a row's windows of 2 x 2 pixels side by side, `first` being the place of the row's first
// pixel.
template <class T>
void largest_of_four(const T* x, std::int64_t first, std::int64_t w, std::int64_t windows, T* best,
                     std::int64_t* places) {
  const T *const upper = x + first, *const lower = upper + w;
#pragma omp simd
  for (std::int64_t q = 0; q < windows; ++q) {
    const T a = upper[2 * q], b = upper[2 * q + 1], c = lower[2 * q], d = lower[2 * q + 1];
    const auto at_a = static_cast<Place<T>>(2 * q), at_c = at_a + static_cast<Place<T>>(w);
    const T up = of_larger(a, b, a, b), low = of_larger(c, d, c, d);
    best[q] = of_larger(up, low, up, low);
    places[q] = first + of_larger(up, low, of_larger(a, b, at_a, at_a + 1), of_larger(c, d, at_c, at_c + 1));
  }
}

// Whether windows of two pixels lie side by side.
bool are_pairs(const Windows& along) {
  return along.size == 2 && along.stride == 2 && along.padding == 0 && along.dilation == 1;
}

}  // namespace

template <class T>
void max_pool2d(Cpu, const Tensor<T>& Y, const Tensor<std::int64_t>& places, const Tensor<T>& X,
                const Windows2d& windows) {
  const auto h = X.size(2), w = X.size(3), oh = Y.size(2), ow = Y.size(3), planes = X.size(0) * X.size(1);
  const auto& [rows, columns] = windows;
  // By ceil_mode windows may reach out of the image.
  if (are_pairs(rows) && are_pairs(columns) && 2 * oh <= h && 2 * ow <= w) {
    // Lines are short, so vectors may run over a line's end: its neighbour comes next, and overwrites that.
    constexpr std::int64_t lanes = 8;
    const auto in_vectors = (ow + lanes - 1) / lanes * lanes;
    return cpu::parallel_for(planes * oh, Y.numel() * 4, [&](std::int64_t begin, std::int64_t end) {
      for (auto line = begin; line < end; ++line) {
        const auto plane = line / oh * h * w, first = line % oh * 2 * w;
        const bool has_room = line * ow + in_vectors <= end * ow && plane + first + w + 2 * in_vectors <= X.numel();
        largest_of_four(X.data_ptr() + plane, first, w, has_room ? in_vectors : ow, Y.data_ptr() + line * ow,
                        places.data_ptr() + line * ow);
      }
    });
  }
  // Of each window in a row the first column inside: it wins where nothing is above -infinity.
  std::vector<Place<T>> first_columns;
  first_columns.reserve(static_cast<std::size_t>(ow));
  for (std::int64_t q = 0; q < ow; ++q)
    first_columns.push_back(static_cast<Place<T>>(columns.place(q, columns.of(q, w).begin)));
  std::vector<Range> inside;  // of a row's windows those whose place v lies inside
  inside.reserve(static_cast<std::size_t>(columns.size));
  for (std::int64_t v = 0; v < columns.size; ++v) inside.push_back(columns.inside(v, w, ow));
  // Whether the places v and v + 1 lie side by side, in the same windows.
  const auto are_in_pairs = [&](std::int64_t v) {
    const auto& one = inside[static_cast<std::size_t>(v)];
    const auto& next = inside[static_cast<std::size_t>(v + 1)];
    return columns.stride == 2 && columns.dilation == 1 && one.begin == next.begin && one.end == next.end;
  };
  cpu::parallel_for(planes * oh, Y.numel() * rows.size * columns.size, [&](std::int64_t begin, std::int64_t end) {
    std::vector<Place<T>> best_places(first_columns.size());
    for (auto line = begin; line < end; ++line) {
      const auto p = line % oh;
      const auto down = rows.of(p, h);
      const auto first_row = rows.place(p, down.begin) * w;
      const T* const x = X.data_ptr() + line / oh * h * w + first_row;
      T* const best = Y.data_ptr() + line * ow;
      std::ranges::copy(first_columns, best_places.begin());
      std::fill_n(best, ow, -std::numeric_limits<T>::infinity());
      for (auto u = down.begin; u < down.end; ++u)
        for (std::int64_t v = 0; v < columns.size; ++v) {
          const auto first = static_cast<Place<T>>(rows.place(p, u) * w - first_row + columns.place(0, v));
          const auto range = inside[static_cast<std::size_t>(v)];
          if (v + 1 < columns.size && are_in_pairs(v)) {
            compare_pair(x, first, range, best, best_places.data());
            ++v;
          } else {
            compare(x, first, columns.stride, range, best, best_places.data());
          }
        }
      std::ranges::transform(best_places, places.data_ptr() + line * ow,
                             [&](std::int64_t place) { return first_row + place; });
    }
  });
}

template <class T>
void max_pool2d_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<std::int64_t>& places,
                         const Windows2d& /*windows*/) {
  const auto pixels = dX.size(2) * dX.size(3), windows = dY.size(2) * dY.size(3);
  cpu::parallel_for(dX.size(0) * dX.size(1), dX.numel(), [&](std::int64_t begin, std::int64_t end) {
    for (auto plane = begin; plane < end; ++plane) {
      T* const dx = dX.data_ptr() + plane * pixels;
      std::fill_n(dx, pixels, T(0));
      for (auto i = plane * windows; i < (plane + 1) * windows; ++i) dx[places.data_ptr()[i]] += dY.data_ptr()[i];
    }
  });
}

#define D2L_INSTANTIATE(T)                                                                                          \
  template void max_pool2d(Cpu, const Tensor<T>&, const Tensor<std::int64_t>&, const Tensor<T>&, const Windows2d&); \
  template void max_pool2d_gradient(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&,           \
                                    const Windows2d&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels
