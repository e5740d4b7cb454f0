#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <sys/wait.h>

/// What a program came to.
struct Outcome {
  int status;
  std::string output;  // standard output and standard error together
};

/// Runs a command line in the shell, with the programs of the book found by their names.
inline Outcome shell(const std::string& command) {
  const auto line = "{ PATH=" D2L_BIN_DIR ":$PATH; " + command + "\n} 2>&1";
  std::FILE* const pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  Outcome outcome{0, ""};
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) outcome.output += static_cast<char>(c);
  outcome.status = WEXITSTATUS(pclose(pipe));
  return outcome;
}
