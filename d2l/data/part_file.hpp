#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace d2l {

/// A file that comes piece by piece. What has come so far lies beside its place as NAME.part, so that another program
/// can go on with it; it gets its name when it is whole. Every function throws FileError where the disk refuses.
class PartFile {
 public:
  /// Goes on with what lies there.
  explicit PartFile(std::filesystem::path target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::int64_t size() const { return size_; }
  void append(std::span<const std::byte> bytes);
  /// Throws away what has come; the next piece is the first.
  void discard();
  /// That it is whole: it lies safely on the disk under its name.
  void finish();

 private:
  void open();
  void close();
  [[noreturn]] void fail() const;

  std::filesystem::path target_, path_;
  std::int64_t size_ = 0;
  int file_ = -1;
};

}  // namespace d2l
