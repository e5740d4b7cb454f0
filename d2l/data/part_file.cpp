#include "d2l/data/part_file.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/io/system_calls.hpp"

namespace d2l {

namespace fs = std::filesystem;

PartFile::PartFile(fs::path target) : target_(std::move(target)), path_(target_.string() + ".part") {
  std::error_code none;
  const auto size = fs::file_size(path_, none);
  if (!none) size_ = static_cast<std::int64_t>(size);
}

PartFile::~PartFile() {
  if (file_ >= 0) system_calls.close(file_);
}

void PartFile::append(std::span<const std::byte> bytes) {
  open();
  while (!bytes.empty()) {
    const auto count = system_calls.write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) fail();
    if (count > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      size_ += count;
    }
  }
}

void PartFile::discard() {
  if (file_ >= 0) close();
  std::error_code error;
  fs::remove(path_, error);
  if (error) {
    errno = error.value();
    fail();
  }
  size_ = 0;
}

void PartFile::finish() {
  open();
  if (system_calls.fsync(file_) != 0 && errno != EINVAL) fail();  // some file systems know no fsync
  close();
  if (system_calls.rename(path_.c_str(), target_.c_str()) != 0) fail();
}

void PartFile::open() {
  if (file_ >= 0) return;
  file_ = system_calls.open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) fail();
}

void PartFile::close() {
  if (system_calls.close(std::exchange(file_, -1)) != 0 && errno != EINTR) fail();
}

void PartFile::fail() const {
  throw FileError(fmt::format("{}: cannot be written: {}", path_.string(), std::strerror(errno)));
}

}  // namespace d2l
