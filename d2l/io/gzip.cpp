#include "d2l/io/gzip.hpp"

#include <algorithm>
#include <libdeflate.h>
#include <memory>
#include <vector>

#include <boost/endian/conversion.hpp>
#include <fmt/format.h>

#include "d2l/io/validate.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

class Unpacker {
 public:
  Unpacker() : decompressor_(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor) {
    if (!decompressor_) throw MemoryError("the machine's memory is not enough to unpack a file; close other programs");
  }

  struct Outcome {
    libdeflate_result result;
    std::size_t read = 0, written = 0;
  };
  // One gzip file, of those that may follow each other.
  Outcome operator()(std::span<const std::byte> file, std::uint8_t* into, std::size_t room) const {
    Outcome outcome{};
    outcome.result = libdeflate_gzip_decompress_ex(decompressor_.get(), file.data(), file.size(), into, room,
                                                   &outcome.read, &outcome.written);
    return outcome;
  }

 private:
  std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor_;
};

// What is packed in one file, modulo 2^32, as it says itself.
std::uint64_t size_at_end(std::span<const std::byte> file) {
  constexpr std::size_t size_bytes = 4, least_bytes = 18;  // least: a header and an end
  if (file.size() < least_bytes) throw FormatError("is too short for a gzip file");
  return boost::endian::load_little_u32(reinterpret_cast<const unsigned char*>(file.last(size_bytes).data()));
}

bool is_zeros(std::span<const std::byte> bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{}; });
}

void expect_at_most(std::uint64_t size, std::uint64_t most) {
  if (size > most) throw FormatError(fmt::format("unpacks to more than the {} bytes expected", most));
}

// Several in a row. How much each of them holds is known only when it is unpacked.
std::vector<std::uint8_t> unpack_all(const Unpacker& unpack, std::span<const std::byte> file, std::uint64_t most) {
  std::vector<std::uint8_t> contents;
  std::size_t size = 0, room = 4 * file.size();
  for (bool is_first = true; !is_zeros(file);) {
    if (!is_first && !is_gzip(file))
      throw FormatError(fmt::format("has {} bytes behind its end that are no gzip file", file.size()));
    contents.resize(size + room);
    const auto [result, read, written] = unpack(file, contents.data() + size, room);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      expect_at_most(size + room, most);
      expect_unpackable(room, file.size());
      room *= 2;
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) throw FormatError("is damaged or cut off, it cannot be unpacked");
    is_first = false;
    size += written;
    expect_at_most(size, most);
    file = file.subspan(read);
  }
  contents.resize(size);
  return contents;
}

}  // namespace

bool is_gzip(std::span<const std::byte> file) {
  return file.size() > 1 && file[0] == std::byte{0x1f} && file[1] == std::byte{0x8b};
}

Tensor<std::uint8_t> unpack_gzip(std::span<const std::byte> file, std::uint64_t most) {
  const Unpacker unpack;
  // Nearly always there is one, whose size stands at its end.
  if (const auto size = size_at_end(file); size <= most && size / most_unpacking <= file.size()) {
    const auto contents = Tensor<std::uint8_t>::allocate({static_cast<std::int64_t>(size)});
    const auto [result, read, written] = unpack(file, contents.data_ptr(), size);
    if (result == LIBDEFLATE_SUCCESS && read == file.size() && written == size) return contents;
  }
  const auto all = unpack_all(unpack, file, most);
  const auto contents = Tensor<std::uint8_t>::allocate({std::ssize(all)});
  std::ranges::copy(all, contents.data_ptr());
  return contents;
}

}  // namespace d2l
