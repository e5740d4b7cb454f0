#include "d2l/io/gzip.hpp"

#include <libdeflate.h>
#include <memory>

#include "d2l/io/validate.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {

bool is_gzip(std::span<const std::byte> file) {
  return file.size() > 1 && file[0] == std::byte{0x1f} && file[1] == std::byte{0x8b};
}

std::uint64_t unpacked_size(std::span<const std::byte> file) {
  // The last four bytes are the size of what is packed, little-endian.
  constexpr std::size_t size_bytes = 4, least_bytes = 18;
  if (file.size() < least_bytes) throw FormatError("is too short for a gzip file");
  std::uint64_t size = 0;
  for (std::size_t i = 1; i <= size_bytes; ++i)
    size = size << 8 | std::to_integer<std::uint64_t>(file[file.size() - i]);
  return size;
}

Tensor<std::uint8_t> unpack_gzip(std::span<const std::byte> file) {
  const auto size = unpacked_size(file);
  expect_unpackable(size, file.size());

  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  if (!decompressor) throw MemoryError("the machine's memory is not enough to unpack a file; close other programs");
  const auto contents = Tensor<std::uint8_t>::allocate({static_cast<std::int64_t>(size)});
  std::size_t read = 0, written = 0;
  const auto result = libdeflate_gzip_decompress_ex(decompressor.get(), file.data(), file.size(), contents.data_ptr(),
                                                    size, &read, &written);
  if (result != LIBDEFLATE_SUCCESS || read != file.size() || written != size)
    throw FormatError("is damaged or cut off, it cannot be unpacked");
  return contents;
}

}  // namespace d2l
