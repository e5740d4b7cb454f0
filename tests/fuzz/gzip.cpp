#include <vector>

#include <d2l/data/idx.hpp>

#include "target.hpp"

// The input is made a gzip file by the two bytes that each one starts with: without them it would be read as it is.
void d2l::fuzz::read(std::span<const std::byte> file) {
  std::vector<std::byte> packed(file.begin(), file.end());
  if (packed.size() < 2) return;
  packed[0] = std::byte{0x1f};
  packed[1] = std::byte{0x8b};
  parse_idx(packed, 1);
}
