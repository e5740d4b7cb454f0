#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <d2l/program/run.hpp>

#include "support/exit_status.hpp"

/// A program that runs in a process group of its own, as under a terminal, where a Ctrl-C reaches all that it started,
/// and the terminal's end, too.
class Running {
 public:
  explicit Running(const std::string& command) {
    const auto line = "PATH=" D2L_BIN_DIR ":$PATH; " + command + " >/dev/null 2>&1";
    process_ = fork();
    BOOST_REQUIRE(process_ >= 0);
    setpgid(process_, process_);  // in both: whoever comes first
    if (process_ > 0) return;
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }

  void send(int signal) const { kill(signal == SIGINT || signal == SIGHUP ? -process_ : process_, signal); }

  // The exit status as a shell tells it.
  int wait() const { return exit_status(process_); }
  // The lines of /proc/PID/stat of what still runs that it has started. A moment is granted, for a sanitizer's
  // symbolizer ends only when it sees that the program has.
  std::string left_behind() const {
    constexpr int moments = 500;
    for (int i = 0; i < moments && !running().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return running();
  }

 private:
  // A process that has ended, and that nobody has asked how, is none: it is the system's first process that asks, when
  // it comes to it.
  std::string running() const {
    std::string those;
    if (kill(-process_, 0) != 0) return those;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::ifstream file(entry.path() / "stat");
      std::string line;
      std::getline(file, line);
      std::istringstream behind_name(line.substr(line.rfind(')') + 1));
      char state = 0;
      pid_t parent = 0, group = 0;
      if (behind_name >> state >> parent >> group && group == process_ && state != 'Z') those += line + '\n';
    }
    return those;
  }

  pid_t process_ = 0;
};

/// The exit status of a program that does this, in a process of its own.
inline int status_of(const std::function<void()>& work) {
  const auto process = fork();
  BOOST_REQUIRE(process >= 0);
  if (process == 0) _exit(d2l::program::guard("program", work));
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
