#pragma once

#include <sys/types.h>
#include <sys/wait.h>

/// Waits for the end of a process; its exit status, 128 + N after signal N, as a shell tells it.
inline int exit_status(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
