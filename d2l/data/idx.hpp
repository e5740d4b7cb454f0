#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// What an IDX file holds: the format of MNIST. Two bytes of zeros, the element type, the number of axes, their sizes
/// as big-endian numbers of 32 bits, and the elements, row-major.
struct Idx {
  Tensor<std::uint8_t> elements;  ///< as far as they are kept
  std::int64_t count;             ///< the size along the first axis in the file
};

/// Reads an IDX file of bytes with `dims` axes, packed by gzip or not, and keeps only the first `limit` along the first
/// axis. The whole file is read and checked in any case. Throws FileError where it cannot be opened, FormatError where
/// it is damaged or holds something else.
Idx read_idx(const std::filesystem::path& path, std::int64_t dims,
             std::int64_t limit = std::numeric_limits<std::int64_t>::max());

/// Reads the bytes of an IDX file. Throws FormatError, without a file's name.
Idx parse_idx(std::span<const std::byte> file, std::int64_t dims,
              std::int64_t limit = std::numeric_limits<std::int64_t>::max());

}  // namespace d2l
