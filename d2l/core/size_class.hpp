#pragma once

#include <bit>
#include <cstddef>

namespace d2l {

/// The sizes of blocks that are kept for others to use: four steps per doubling, so at most a fifth of a block is
/// slack.
struct SizeClass {
  /// There are fewer classes than this for sizes up to 2^63.
  static constexpr std::size_t count = 248;
  std::size_t index, bytes;
};

/// The smallest size class that holds `bytes`.
inline SizeClass round_up(std::size_t bytes) {
  constexpr std::size_t smallest = 64;
  if (bytes <= smallest) return {0, smallest};
  const auto exponent =
      static_cast<std::size_t>(std::bit_width(bytes - 1)) - 1;  // 2^exponent < bytes <= 2^(exponent + 1)
  const auto step = std::size_t{1} << (exponent - 2);
  const auto steps = (bytes - 1) / step + 1;  // 5 to 8
  return {(exponent - 6) * 4 + steps - 4, steps * step};
}

}  // namespace d2l
