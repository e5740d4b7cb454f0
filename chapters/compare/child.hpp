#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace d2l::compare {

/// Runs a program of the book to its end, with these variables (`NAME=value`) added to the environment, and without
/// what it prints on standard output. Throws Interrupted, after the program has ended, if Ctrl-C was pressed, Failed
/// where it did not succeed (it has said why), and Error where a signal ended it.
void run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
         const std::vector<std::string>& variables);

struct Failed {
  int status;
};

}  // namespace d2l::compare
