#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace d2l::distributed {

/// Watches over what has no time limit of its own, such as the start and the end of MPI: if its scope is not left in
/// time, it writes a line to standard error and ends the process with status 1.
class Watch {
 public:
  Watch(std::chrono::seconds limit, const std::string& line);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  bool is_left_ = false;
  std::thread waiting_;  // the last, since it uses the others
};

}  // namespace d2l::distributed
