#pragma once

#include <algorithm>
#include <cstdint>

#include "d2l/kernels/nan_order.hpp"
#include "d2l/kernels/windows.hpp"

// What is computed for one pixel of a plane, for the kernels on images in which pixels do not depend on each other.
// Each is called as f(plane, row, column) for all pixels of its result, on either device (cpu/images.cpp,
// cuda/images.cpp; for max pooling the CPU has code of its own, cpu/max_pool.cpp). A gradient gathers what comes to its
// pixel, so that no two threads write to one place.
namespace d2l::kernels::pixels {

/// One place of the patches: the pixel that lies there, or 0 in the padding.
template <class T>
struct Unfold {
  const T* image;
  std::int64_t h, w, channels;
  Windows2d windows;
  std::int64_t steps[6];  // of the patches
  T* patches;

  // A plane of the result is one (image, channel, u, v).
  constexpr void operator()(std::int64_t plane, std::int64_t p, std::int64_t q) const {
    const auto v = plane % windows.columns.size, u = plane / windows.columns.size % windows.rows.size;
    const auto image_plane = plane / (windows.columns.size * windows.rows.size);
    const auto row = windows.rows.place(p, u), column = windows.columns.place(q, v);
    const bool inside = row >= 0 && row < h && column >= 0 && column < w;
    const auto i = image_plane / channels, c = image_plane % channels;
    patches[i * steps[0] + c * steps[1] + u * steps[2] + v * steps[3] + p * steps[4] + q * steps[5]] =
        inside ? image[(image_plane * h + row) * w + column] : T(0);
  }
};

/// The sum of all patch places that lie on a pixel.
template <class T>
struct Fold {
  T* image;
  std::int64_t h, w, channels;
  Windows2d windows;
  std::int64_t counts[2], steps[6];  // of the windows down and across; of the patches
  const T* patches;

  constexpr void operator()(std::int64_t plane, std::int64_t row, std::int64_t column) const {
    const auto* const from = patches + plane / channels * steps[0] + plane % channels * steps[1];
    double sum = 0;
    for (std::int64_t u = 0; u < windows.rows.size; ++u) {
      const auto down = row + windows.rows.padding - u * windows.rows.dilation, p = down / windows.rows.stride;
      if (down < 0 || down % windows.rows.stride != 0 || p >= counts[0]) continue;
      for (std::int64_t v = 0; v < windows.columns.size; ++v) {
        const auto across = column + windows.columns.padding - v * windows.columns.dilation;
        const auto q = across / windows.columns.stride;
        if (across < 0 || across % windows.columns.stride != 0 || q >= counts[1]) continue;
        sum += from[u * steps[2] + v * steps[3] + p * steps[4] + q * steps[5]];
      }
    }
    image[(plane * h + row) * w + column] = static_cast<T>(sum);
  }
};

/// The largest of a window, and its place in the plane.
template <class T>
struct Largest {
  T* y;
  std::int64_t* places;
  std::int64_t oh, ow;
  const T* x;
  std::int64_t h, w;
  Windows2d windows;

  constexpr void operator()(std::int64_t plane, std::int64_t p, std::int64_t q) const {
    const auto* const from = x + plane * h * w;
    const auto down = windows.rows.of(p, h), across = windows.columns.of(q, w);
    auto place = windows.rows.place(p, down.begin) * w + windows.columns.place(q, across.begin);
    for (auto u = down.begin; u < down.end; ++u)
      for (auto v = across.begin; v < across.end; ++v) {
        const auto other = windows.rows.place(p, u) * w + windows.columns.place(q, v);
        if (is_above(from[other], from[place])) place = other;
      }
    const auto to = (plane * oh + p) * ow + q;
    y[to] = from[place];
    places[to] = place;
  }
};

/// The gradients of the windows whose largest element this pixel is.
template <class T>
struct OfLargest {
  T* dx;
  std::int64_t h, w;
  const T* dy;
  const std::int64_t* places;
  std::int64_t oh, ow;
  Windows2d windows;

  constexpr void operator()(std::int64_t plane, std::int64_t row, std::int64_t column) const {
    const auto here = row * w + column;
    const auto down = windows.rows.over(row, oh), across = windows.columns.over(column, ow);
    T sum = 0;
    for (auto p = down.begin; p < down.end; ++p)
      for (auto q = across.begin; q < across.end; ++q)
        if (const auto window = (plane * oh + p) * ow + q; places[window] == here) sum += dy[window];
    dx[plane * h * w + here] = sum;
  }
};

/// The mean of a window.
template <class T>
struct Mean {
  T* y;
  const T* x;
  AverageWindows rows, columns;

  constexpr void operator()(std::int64_t plane, std::int64_t p, std::int64_t q) const {
    const auto down = rows.of(p), across = columns.of(q);
    double sum = 0;
    for (auto row = down.begin; row < down.end; ++row)
      for (auto column = across.begin; column < across.end; ++column)
        sum += x[(plane * rows.n + row) * columns.n + column];
    y[(plane * rows.count + p) * columns.count + q] =
        static_cast<T>(sum / static_cast<double>(rows.divisor(p) * columns.divisor(q)));
  }
};

/// A pixel's share of the means of all windows over it.
template <class T>
struct OfMeans {
  T* dx;
  const T* dy;
  AverageWindows rows, columns;

  constexpr void operator()(std::int64_t plane, std::int64_t row, std::int64_t column) const {
    const auto down = rows.over(row), across = columns.over(column);
    double sum = 0;
    for (auto p = down.begin; p < down.end; ++p)
      for (auto q = across.begin; q < across.end; ++q)
        sum += dy[(plane * rows.count + p) * columns.count + q] /
               static_cast<double>(rows.divisor(p) * columns.divisor(q));
    dx[(plane * rows.n + row) * columns.n + column] = static_cast<T>(sum);
  }
};

/// Which two of n places the i-th of m places lies between, when both axes have the same length, and how near the
/// second. Computed in T, as PyTorch does.
template <class T>
struct Between {
  std::int64_t low, high;
  T share;

  constexpr Between(std::int64_t i, std::int64_t n, std::int64_t m)
      : Between(std::max(static_cast<T>(n) / static_cast<T>(m) * (static_cast<T>(i) + T(0.5)) - T(0.5), T(0)), n) {}
  /// What place r gets of a number at place i.
  constexpr T weight(std::int64_t r) const { return (low == r ? 1 - share : T(0)) + (high == r ? share : T(0)); }

 private:
  constexpr Between(T position, std::int64_t n)
      : low(std::min(static_cast<std::int64_t>(position), n - 1)),
        high(std::min(low + 1, n - 1)),
        share(position - static_cast<T>(low)) {}
};

/// A pixel between four others.
template <class T>
struct Bilinear {
  T* y;
  std::int64_t oh, ow;
  const T* x;
  std::int64_t h, w;

  constexpr void operator()(std::int64_t plane, std::int64_t p, std::int64_t q) const {
    const Between<T> down(p, h, oh), across(q, w, ow);
    const auto* const upper = x + (plane * h + down.low) * w;
    const auto* const lower = x + (plane * h + down.high) * w;
    const auto in_row = [&](const T* row) {
      return (1 - across.share) * row[across.low] + across.share * row[across.high];
    };
    y[(plane * oh + p) * ow + q] = (1 - down.share) * in_row(upper) + down.share * in_row(lower);
  }
};

/// What comes back to a pixel from all that lie between it and a neighbour.
template <class T>
struct OfBilinear {
  T* dx;
  std::int64_t h, w;
  const T* dy;
  std::int64_t oh, ow;

  constexpr void operator()(std::int64_t plane, std::int64_t row, std::int64_t column) const {
    const auto down = near(row, h, oh), across = near(column, w, ow);
    double sum = 0;
    for (auto p = down.begin; p < down.end; ++p) {
      const double of_row = Between<T>(p, h, oh).weight(row);
      if (of_row == 0) continue;
      for (auto q = across.begin; q < across.end; ++q)
        sum += of_row * static_cast<double>(Between<T>(q, w, ow).weight(column) * dy[(plane * oh + p) * ow + q]);
    }
    dx[(plane * h + row) * w + column] = static_cast<T>(sum);
  }

 private:
  // The places of m that may lie next to place r of n; one more on either side, since their positions are rounded.
  static constexpr Range near(std::int64_t r, std::int64_t n, std::int64_t m) {
    return {std::max<std::int64_t>((2 * r - 1) * m / (2 * n) - 2, 0),
            r == n - 1 ? m : std::min(m, (2 * r + 3) * m / (2 * n) + 2)};
  }
};

}  // namespace d2l::kernels::pixels
