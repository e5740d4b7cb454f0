#include "d2l/distributed/watch.hpp"

#include <cerrno>
#include <unistd.h>

namespace d2l::distributed {

Watch::Watch(std::chrono::seconds limit, const std::string& line)
    : waiting_([this, limit, line = std::string(program_invocation_short_name) + ": " + line + '\n'] {
        std::unique_lock lock(mutex_);
        if (left_.wait_for(lock, limit, [this] { return is_left_; })) return;
        [[maybe_unused]] const auto written = write(STDERR_FILENO, line.data(), line.size());
        _exit(1);
      }) {}

Watch::~Watch() {
  {
    const std::scoped_lock lock(mutex_);
    is_left_ = true;
  }
  left_.notify_one();
  waiting_.join();
}

}  // namespace d2l::distributed
