#pragma once

#include <string>
#include <vector>

namespace d2l::bench {

/// What a process printed, and the largest memory that it held.
struct Finished {
  std::string output;
  double peak_megabytes;
};

/// Runs a command to its end, with these variables (`NAME=value`) added to the environment; standard error is passed
/// on. Throws Error where it cannot be started or fails, Interrupted after Ctrl-C.
Finished run(const std::vector<std::string>& command, const std::vector<std::string>& environment = {});

}  // namespace d2l::bench
