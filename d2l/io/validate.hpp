#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "d2l/core/error.hpp"
#include "d2l/core/shape.hpp"
#include "d2l/system/printable.hpp"

// What a file says about itself, checked before memory is allocated on its word: the one place for all readers. All
// throw FormatError with what is wrong; `reading` adds which file it is.
namespace d2l {

/// What to do about a file that a program wrote.
inline constexpr std::string_view write_it_anew = "it is damaged or of another kind, write it anew";

/// Something in a file is of a type that is none of ours: no damage, and what stands beside it can be read.
class TypeError : public FormatError {
 public:
  using FormatError::FormatError;
};

/// The longest header that is read, as in safetensors' own reader.
inline constexpr std::size_t most_header_bytes = 100'000'000;
/// The most bytes that DEFLATE (RFC 1951) makes of one: 258 bytes from 2 bits at best, zlib says 1032 to 1.
inline constexpr std::uint64_t most_unpacking = 1032;
/// The most tensors in a file.
inline constexpr std::size_t most_entries = 100'000;

/// The length that a header claims, if it is not longer than what is left of the file, and than `most`.
std::size_t checked_header(std::uint64_t claimed, std::size_t left, std::size_t most = most_header_bytes);

/// The sizes as a shape. Throws for more axes than a tensor has, and for a product past 2^63 - 1.
Shape checked_shape(std::span<const std::uint64_t> sizes);

/// Throws unless `bytes` are the elements of this shape, each of `element_size` bytes.
void expect_bytes(const Shape& shape, std::size_t element_size, std::size_t bytes);

/// Throws where so many bytes cannot come out of `packed` bytes.
void expect_unpackable(std::uint64_t unpacked, std::uint64_t packed);

/// A part of a file, from one byte to before another.
struct Range {
  std::string name;
  std::uint64_t begin, end;
};
/// Throws unless the ranges, sorted, follow each other from byte 0 to byte `total` without gap or overlap.
void expect_tiling(std::vector<Range> ranges, std::uint64_t total);

/// Names that must differ, up to `most_entries`.
class UniqueNames {
 public:
  /// Throws for a name that was there before, and for one too many.
  void add(const std::string& name);

 private:
  std::set<std::string> names_;
};

/// Does `read`, and adds to the FormatErrors that come out of it the file's name and what to do.
template <class Read>
auto reading(const std::filesystem::path& path, std::string_view advice, const Read& read) {
  try {
    return read();
  } catch (const FormatError& error) {
    throw FormatError(path.string() + ": " + printable(error.what()) + "; " + std::string(advice));
  }
}

}  // namespace d2l
