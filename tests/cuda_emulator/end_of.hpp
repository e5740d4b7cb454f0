#pragma once

#include <array>
#include <csignal>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

/// How a process ended, and what it wrote.
struct End {
  bool died;
  std::string told;
};

/// Calls the function in a copy of this process.
template <class Function>
End end_of(Function function) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("the system gives no pipe");
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    dup2(pipe_ends[1], STDERR_FILENO);
    function();
    _exit(0);
  }
  close(pipe_ends[1]);
  End end{};
  std::array<char, 4096> part{};
  for (ssize_t n = 0; (n = read(pipe_ends[0], part.data(), part.size())) > 0;)
    end.told.append(part.data(), static_cast<std::size_t>(n));
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  end.died = status != 0;
  return end;
}
