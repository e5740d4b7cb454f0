#pragma once

#include <concepts>
#include <cstdint>

namespace d2l {

/// A range of positions along an axis.
struct Slice {
  std::int64_t begin = 0, end = INT64_MAX, step = 1;
};

/// The whole axis.
inline constexpr Slice all{};

/// One index of `X(…)`: a position, or a range `{begin, end, step}` of positions; `all` takes the whole axis.
struct Index {
  Index(std::integral auto position) : slice{static_cast<std::int64_t>(position)}, single(true) {}
  Index(Slice s) : slice(s), single(false) {}
  Slice slice;
  bool single;
};

}  // namespace d2l
