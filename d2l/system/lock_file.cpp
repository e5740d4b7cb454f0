#include "d2l/system/lock_file.hpp"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace d2l {

// For writing, since NFS locks nothing else.
LockFile::LockFile(const std::filesystem::path& path) : file_(path, O_RDWR | O_CREAT) {
  if (!file_.is_open()) fail_writing(path);
}

void LockFile::lock(const std::function<void()>& waiting) const {
  constexpr auto pause = std::chrono::milliseconds(100);
  while (uninterrupted([&] { return flock(file_.number(), LOCK_EX | LOCK_NB); }) != 0 && errno == EWOULDBLOCK) {
    waiting();
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace d2l
