#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace d2l {

/// The SHA-256 of bytes, in 64 hexadecimal digits.
std::string sha256(std::span<const std::byte> bytes);

}  // namespace d2l
