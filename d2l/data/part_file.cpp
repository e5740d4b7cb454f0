#include "d2l/data/part_file.hpp"

#include <fcntl.h>
#include <system_error>
#include <utility>

#include "d2l/io/system_calls.hpp"

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
  const auto folder_path = target_.parent_path();  // asks for memory, and nothing may fail once the file is in place
  if (system_calls.rename(path_.c_str(), target_.c_str()) != 0) fail_writing(target_);
  const OpenFile folder(folder_path, O_RDONLY | O_DIRECTORY);
  if (folder.is_open()) folder.sync();
}

void PartFile::open() {
  if (!file_.is_open()) file_ = OpenFile(path_, O_WRONLY | O_APPEND | O_CREAT);
  if (!file_.is_open()) fail_writing(path_);
}

}  // namespace d2l
