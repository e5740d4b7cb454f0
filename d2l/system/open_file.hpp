#pragma once

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <span>

namespace d2l {

/// Repeats a call until no signal interrupts it.
template <class Call>
auto uninterrupted(Call call) {
  for (;;)
    if (const auto result = call(); result >= 0 || errno != EINTR) return result;
}

/// An open file, closed in any case. What fails returns false, and errno says why.
class OpenFile {
 public:
  OpenFile() = default;
  /// Takes over the number of an open file, or a negative one.
  explicit OpenFile(int number) : number_(number) {}
  /// Opens a file, with open's flags, and these permissions where it is made.
  OpenFile(const std::filesystem::path& path, int flags, unsigned mode = 0666);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

  /// Writes all the bytes, in as many pieces as it takes.
  bool write(std::span<const std::byte> bytes) const;
  /// Brings what was written to the disk, where the file system can.
  bool sync() const;
  bool close();

 private:
  int number_ = -1;
};

/// Throws the FileError that says that this file cannot be written, why, and what to do.
[[noreturn]] void fail_writing(const std::filesystem::path& path, int error = errno);

}  // namespace d2l
