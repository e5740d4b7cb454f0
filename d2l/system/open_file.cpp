#include "d2l/system/open_file.hpp"

#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/system/system_calls.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

std::string advice(int error, const fs::path& path) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      if (std::error_code ignored; !path.has_parent_path() || fs::is_directory(path.parent_path(), ignored))
        return "choose another folder";
      return fmt::format("make the folder {} first, or choose another", path.parent_path().string());
    case EISDIR:
      return "name a file in it";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose a place where you may write";
    case ENOSPC:
    case EDQUOT:
      return "make room on that disk, or choose another";
    case EFBIG:
      return "raise the limit on a file's size (ulimit -f)";
    case EMFILE:
    case ENFILE:
      return "close other files, or raise the limit on them (ulimit -n)";
    default:
      return "choose another file";
  }
}

}  // namespace

OpenFile::OpenFile(const fs::path& path, int flags, unsigned mode)
    : OpenFile(uninterrupted([&] { return system_calls.open(path.c_str(), flags | O_CLOEXEC, mode); })) {}

OpenFile::~OpenFile() {
  if (is_open()) system_calls.close(number_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

bool OpenFile::write(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto count = uninterrupted([&] { return system_calls.write(number_, bytes.data(), bytes.size()); });
    if (count < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

// Some file systems know no fsync (EINVAL).
bool OpenFile::sync() const {
  return uninterrupted([&] { return system_calls.fsync(number_); }) == 0 || errno == EINVAL;
}

// What is interrupted has closed all the same.
bool OpenFile::close() { return system_calls.close(std::exchange(number_, -1)) == 0 || errno == EINTR; }

void fail_writing(const fs::path& path, int error) {
  throw FileError(
      fmt::format("{}: cannot be written: {}; {}", path.string(), std::strerror(error), advice(error, path)));
}

}  // namespace d2l
