#include "d2l/data/idx.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <boost/endian/conversion.hpp>
#include <fmt/format.h>

#include "d2l/core/tensor.hpp"
#include "d2l/io/gzip.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

constexpr std::uint8_t unsigned_byte = 0x08;  // the code of the element type
constexpr std::int64_t word = 4;              // the bytes of a size, and of what stands before the sizes
constexpr std::size_t most_bytes = std::size_t{1} << 32;

Tensor<std::uint8_t> contents(std::span<const std::byte> file) {
  if (is_gzip(file)) return unpack_gzip(file);
  const auto bytes = Tensor<std::uint8_t>::allocate({std::ssize(file)});
  std::ranges::transform(file, bytes.data_ptr(), std::to_integer<std::uint8_t>);
  return bytes;
}

// The sizes in the header of a file of `dims` axes.
Shape parse_header(const Tensor<std::uint8_t>& bytes, std::int64_t dims) {
  const auto* b = bytes.data_ptr();
  if (bytes.numel() < (1 + dims) * word) throw FormatError("is too short for an IDX file");
  if (b[0] != 0 || b[1] != 0 || b[2] != unsigned_byte || b[3] != dims)
    throw FormatError(
        fmt::format("starts with {:02x}{:02x}{:02x}{:02x}, not 0000{:02x}{:02x} as an IDX file of bytes with {} axes",
                    b[0], b[1], b[2], b[3], unsigned_byte, dims, dims));
  std::vector<std::uint64_t> sizes;
  for (std::int64_t axis = 1; axis <= dims; ++axis) sizes.push_back(boost::endian::load_big_u32(b + axis * word));
  return checked_shape(sizes);
}

}  // namespace

Idx parse_idx(std::span<const std::byte> file, std::int64_t dims, std::int64_t limit) {
  const auto bytes = contents(file);
  const auto shape = parse_header(bytes, dims);
  const auto elements = bytes.slice(0, (1 + dims) * word);
  expect_bytes(shape, 1, static_cast<std::size_t>(elements.numel()));
  const auto all = elements.view(shape);
  return {limit < shape[0] ? all.slice(0, 0, limit).clone() : all, shape[0]};
}

Idx read_idx(const std::filesystem::path& path, std::int64_t dims, std::int64_t limit) {
  const auto file = read_file(path, most_bytes);
  return reading(path, "delete the file and get it again (docs/data.md)", [&] { return parse_idx(file, dims, limit); });
}

}  // namespace d2l
