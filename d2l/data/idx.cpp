#include "d2l/data/idx.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include <fmt/format.h>
#include <zlib.h>

#include "d2l/io/validate.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

constexpr std::uint8_t unsigned_byte = 0x08;  // the code of the element type

// A file that is unpacked while it is read; zlib hands on a plain one as it is.
class Unpacked {
 public:
  explicit Unpacked(const std::filesystem::path& path) : file_(gzopen(path.c_str(), "rb")) {
    if (file_ == nullptr)
      throw FileError(fmt::format("{}: cannot be read: {}; check the name and who may read it", path.string(),
                                  std::strerror(errno)));
    gzbuffer(file_, 1 << 17);
  }
  ~Unpacked() { gzclose(file_); }
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  // As many bytes as there are, up to the size of `bytes`.
  std::size_t read_some(std::span<std::uint8_t> bytes) const {
    std::size_t total = 0;
    while (total < bytes.size()) {
      const auto want = static_cast<unsigned>(std::min<std::size_t>(bytes.size() - total, 1 << 24));
      const int count = gzread(file_, bytes.data() + total, want);
      if (count < 0) throw FormatError("is damaged, it cannot be unpacked");
      if (count == 0) break;
      total += static_cast<std::size_t>(count);
    }
    int error = Z_OK;
    gzerror(file_, &error);
    if (error == Z_BUF_ERROR) throw FormatError("is cut off in the middle");
    if (error != Z_OK) throw FormatError("is damaged, it cannot be unpacked");
    return total;
  }
  void read(std::span<std::uint8_t> bytes) const {
    if (read_some(bytes) != bytes.size()) throw FormatError("is shorter than its header says");
  }
  void skip(std::int64_t count) const {
    std::array<std::uint8_t, 1 << 15> buffer;
    while (count > 0) {
      const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::int64_t>(count, buffer.size())));
      read(part);
      count -= std::ssize(part);
    }
  }
  void expect_end() const {
    std::array<std::uint8_t, 1> one{};
    if (read_some(one) != 0) throw FormatError("goes on behind what its header says");
  }

 private:
  gzFile file_;
};

// The sizes in the header of a file of `dims` axes.
Shape read_header(const Unpacked& file, std::int64_t dims) {
  std::array<std::uint8_t, 4> word{};
  if (file.read_some(word) != word.size()) throw FormatError("is too short for an IDX file");
  if (word[0] != 0 || word[1] != 0 || word[2] != unsigned_byte || word[3] != dims)
    throw FormatError(
        fmt::format("starts with {:02x}{:02x}{:02x}{:02x}, not 0000{:02x}{:02x} as an IDX file of bytes with {} axes",
                    word[0], word[1], word[2], word[3], unsigned_byte, dims, dims));
  std::vector<std::uint64_t> sizes;
  for (std::int64_t i = 0; i < dims; ++i) {
    file.read(word);
    std::uint64_t size = 0;
    for (const auto byte : word) size = size << 8 | byte;
    sizes.push_back(size);
  }
  return checked_shape(sizes);
}

}  // namespace

Idx read_idx(const std::filesystem::path& path, std::int64_t dims, std::int64_t limit) {
  const Unpacked file(path);
  return reading(path, "delete the file and get it again (docs/data.md)", [&]() -> Idx {
    const auto shape = read_header(file, dims);
    expect_unpackable(static_cast<std::uint64_t>(numel(shape)), std::filesystem::file_size(path));
    auto kept = shape;
    kept[0] = std::min(shape[0], limit);
    auto elements = empty<std::uint8_t>(kept);
    file.read({elements.data_ptr(), static_cast<std::size_t>(elements.numel())});
    file.skip(numel(shape) - numel(kept));
    file.expect_end();
    return {elements, shape[0]};
  });
}

}  // namespace d2l
