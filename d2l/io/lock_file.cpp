#include "d2l/io/lock_file.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/file.h>
#include <thread>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/io/system_calls.hpp"

namespace d2l {

// For writing, since NFS locks nothing else.
LockFile::LockFile(const std::filesystem::path& path)
    : file_(system_calls.open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (file_ < 0) throw FileError(fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
}

LockFile::~LockFile() { system_calls.close(file_); }

void LockFile::lock(const std::function<void()>& waiting) const {
  constexpr auto pause = std::chrono::milliseconds(100);
  while (flock(file_, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR)) {
    waiting();
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace d2l
