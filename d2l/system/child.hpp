#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <unistd.h>
#include <vector>

#include "d2l/core/error.hpp"

namespace d2l {

/// A process does not start, or is lost: `gnuplot does not start: Permission denied`.
class ChildError : public Error {
 public:
  ChildError(const std::string& command, const char* what, int error_number);

  const int error_number;  ///< the system's, such as ENOENT
};

/// A process that this one starts. It does not outlive the object: where nobody waited for its end, it is killed.
class Child {
 public:
  /// The open files that it gets as its standard streams.
  struct Streams {
    int input = STDIN_FILENO, output = STDOUT_FILENO, messages = STDERR_FILENO;
  };
  struct End {
    int status;                 ///< its exit status; 128 + N after signal N, as a shell says it
    std::optional<int> signal;  ///< that ended it, if one did
    long peak_kilobytes;        ///< the most memory that it held
  };

  /// Starts a command, which is looked for in PATH, with these variables (`NAME=value`) besides those of the
  /// environment. Throws ChildError.
  explicit Child(const std::vector<std::string>& command, Streams streams, std::vector<std::string> variables = {});
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits for its end. Throws Interrupted if Ctrl-C was pressed meanwhile, ChildError where another has waited
  /// for it.
  End wait();

  /// If it has not ended yet, sends it a signal and waits for its end, whatever else happens.
  void end_by(int signal);

 private:
  const std::string command_;
  pid_t process_ = 0;
  bool ended_ = false;
};

}  // namespace d2l
