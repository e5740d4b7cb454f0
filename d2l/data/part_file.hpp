#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "d2l/system/open_file.hpp"

namespace d2l {

/// A file that comes piece by piece. What has come so far lies beside that place as NAME.part, so that another program
/// can go on with it; it gets its name when it is whole. Every function throws FileError where the disk refuses.
class PartFile {
 public:
  /// Goes on with what lies there.
  explicit PartFile(std::filesystem::path target);

  const std::filesystem::path& path() const { return path_; }
  std::int64_t size() const { return size_; }
  void append(std::span<const std::byte> bytes);
  /// Throws away what has come; the next piece is the first.
  void discard();
  /// Says that it is whole: it then lies safely on the disk under its name.
  void finish();

 private:
  void open();

  std::filesystem::path target_, path_;
  std::int64_t size_ = 0;
  OpenFile file_;
};

}  // namespace d2l
