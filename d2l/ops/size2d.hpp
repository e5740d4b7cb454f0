#pragma once

#include <concepts>
#include <cstdint>
#include <string>

namespace d2l {

/// Two sizes on an image, down and across; one number stands for both: `conv2d(X, W, b, {.stride = 2})`,
/// `{.padding = {1, 2}}`.
struct Size2d {
  std::int64_t height, width;

  constexpr Size2d(std::integral auto both)
      : height(static_cast<std::int64_t>(both)), width(static_cast<std::int64_t>(both)) {}
  constexpr Size2d(std::int64_t height, std::int64_t width) : height(height), width(width) {}
  friend constexpr bool operator==(Size2d, Size2d) = default;
};

/// "(2, 3)".
std::string to_string(Size2d size);

}  // namespace d2l
