#include "d2l/data/part_file.hpp"

#include <fcntl.h>
#include <system_error>
#include <utility>

#include "d2l/system/file.hpp"

namespace d2l {

namespace fs = std::filesystem;

PartFile::PartFile(fs::path target) : target_(std::move(target)), path_(target_.string() + ".part") {
  std::error_code none;
  const auto size = fs::file_size(path_, none);
  if (!none) size_ = static_cast<std::int64_t>(size);
}

void PartFile::append(std::span<const std::byte> bytes) {
  open();
  if (!file_.write(bytes)) fail_writing(path_);
  size_ += std::ssize(bytes);
}

void PartFile::discard() {
  file_ = OpenFile();
  std::error_code error;
  fs::remove(path_, error);
  if (error) fail_writing(path_, error.value());
  size_ = 0;
}

void PartFile::finish() {
  open();
  if (!file_.sync() || !file_.close()) fail_writing(path_);
  put_in_place(path_, target_);
}

void PartFile::open() {
  if (!file_.is_open()) file_ = OpenFile(path_, O_WRONLY | O_APPEND | O_CREAT);
  if (!file_.is_open()) fail_writing(path_);
}

}  // namespace d2l
