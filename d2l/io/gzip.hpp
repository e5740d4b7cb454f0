#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Whether a file is packed by gzip, as its first two bytes tell.
bool is_gzip(std::span<const std::byte> file);

/// The bytes that a gzip file holds, modulo 2^32, as it says itself. Throws FormatError where it is too short for one.
std::uint64_t unpacked_size(std::span<const std::byte> file);

/// What a gzip file holds (RFC 1952), checked against the sum in it. Throws FormatError where it is damaged, cut off,
/// or more than one file in a row.
Tensor<std::uint8_t> unpack_gzip(std::span<const std::byte> file);

}  // namespace d2l
