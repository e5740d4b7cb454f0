#pragma once

#include <algorithm>
#include <cstdint>

// How convolution and pooling go over an axis: window by window. Axes are image rows and columns here; what is computed
// for a window, or for a place and all windows over it, is up to the kernel.
namespace d2l::kernels {

/// Places from `begin` on, before `end`.
struct Range {
  std::int64_t begin, end;
  constexpr std::int64_t size() const { return std::max<std::int64_t>(end - begin, 0); }
};

/// Windows of `size` places that are `dilation` apart. Each begins `stride` places after the one before, the first
/// `padding` places in front of the axis.
struct Windows {
  std::int64_t size, stride = 1, padding = 0, dilation = 1;

  /// Where place k of window i lies; outside of the axis it is padding.
  constexpr std::int64_t place(std::int64_t i, std::int64_t k) const { return i * stride - padding + k * dilation; }
  /// From a window's first place to its last, both included.
  constexpr std::int64_t extent() const { return (size - 1) * dilation + 1; }
  /// Those of `count` windows whose place k lies inside an axis of n.
  constexpr Range inside(std::int64_t k, std::int64_t n, std::int64_t count) const {
    const auto first = padding - k * dilation;  // how far place 0 of the axis is behind window 0's place k
    return {first > 0 ? (first + stride - 1) / stride : 0,
            std::min(count, first + n > 0 ? (first + n - 1) / stride + 1 : 0)};
  }
  /// Those of `count` windows that reach over a place of the axis, even if only with a gap.
  constexpr Range over(std::int64_t p, std::int64_t count) const {
    const auto from_first = p + padding;
    return {from_first < extent() ? 0 : (from_first - extent()) / stride + 1, std::min(count, from_first / stride + 1)};
  }
  /// The places k of window i that lie inside an axis of n.
  constexpr Range of(std::int64_t i, std::int64_t n) const {
    const auto first = place(i, 0);
    return {first < 0 ? (-first + dilation - 1) / dilation : 0,
            std::min(size, first < n ? (n - 1 - first) / dilation + 1 : 0)};
  }
};

/// Windows on an image.
struct Windows2d {
  Windows rows, columns;
};

/// Windows that are averaged over, along an axis of n places.
struct AverageWindows {
  std::int64_t n, count;          ///< places, and windows
  Windows windows = {1};          ///< with dilation 1; unused where they are adaptive
  std::int64_t adaptive = 0;      ///< 1: window i reaches from ⌊i·n/count⌋ to ⌈(i + 1)·n/count⌉
  std::int64_t with_padding = 1;  ///< 1: places in the padding count as zeros, 0: they do not count

  constexpr Range of(std::int64_t i) const {
    if (adaptive) return {i * n / count, ((i + 1) * n + count - 1) / count};
    const auto first = windows.place(i, 0);
    return {std::max<std::int64_t>(first, 0), std::min(first + windows.size, n)};
  }
  /// The number of places that window i's sum is divided by.
  constexpr std::int64_t divisor(std::int64_t i) const {
    if (adaptive || !with_padding) return of(i).size();
    const auto first = windows.place(i, 0);
    return std::min(first + windows.size, n + windows.padding) - first;
  }
  /// The windows that place p lies in.
  constexpr Range over(std::int64_t p) const {
    if (adaptive) return {p * count / n, ((p + 1) * count + n - 1) / n};
    return windows.over(p, count);
  }
};

}  // namespace d2l::kernels
