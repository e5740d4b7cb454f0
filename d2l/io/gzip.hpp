#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Whether a file is packed by gzip, as its first two bytes tell.
bool is_gzip(std::span<const std::byte> file);

/// What a gzip file holds (RFC 1952), or several in a row, as `cat a.gz b.gz` makes them, one after the other; zeros
/// after the last one do not count. Each is checked against the checksum in it. Throws FormatError where it is damaged,
/// cut off, unpacks to more than `most` bytes, or has something else at its end, as Python's gzip does; gunzip only
/// warns.
Tensor<std::uint8_t> unpack_gzip(std::span<const std::byte> file, std::uint64_t most = UINT64_MAX);

}  // namespace d2l
