#pragma once

#include <cstddef>
#include <span>

namespace d2l::fuzz {

/// Reads `file`, whatever it is. FormatError is what a reader may throw; anything else ends the program.
void read(std::span<const std::byte> file);

}  // namespace d2l::fuzz
