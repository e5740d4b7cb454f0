#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace d2l::plot {

/// Closes a C file at the end of its scope.
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// The open file with this number as a C file, which closes it. For a negative number, where the system had none,
/// throws FileError, which says that there is no `what`, and why (errno).
File adopt(int number, const char* mode, std::string_view what);

/// A temporary file in memory, gone with its last user: no folder has to be there for it, or be writable. Throws
/// FileError where the system refuses one.
File temporary_file();

/// Writes to a temporary file. Throws FileError where there is no room.
void write(std::FILE* file, std::string_view text);

/// All bytes of a temporary file, from its start. Throws FileError where they cannot be read.
std::string contents(std::FILE* file);

/// A program that draws what it reads from its standard input: gnuplot, or Graphviz's dot.
struct Tool {
  std::string command;
  std::vector<std::string> options;
  std::string package;  ///< the Debian package it comes in
};

/// gnuplot without the user's own settings. It reads the script as a file by name: so it ends at the first error, and
/// reads at a position of its own.
Tool gnuplot();

/// Graphviz's dot, which draws in a format of its own names.
Tool dot(const std::string& format);

/// What became of a run of a tool.
struct Outcome {
  std::string output;   ///< its standard output
  std::string failure;  ///< empty where it ended well, otherwise one line: why it did not
};

/// Runs a tool on a script. It reads a file instead of a pipe, so that its early death cannot reach us as a SIGPIPE.
/// After Ctrl-C while it runs, it is ended and Interrupted thrown.
Outcome run_tool(const Tool& tool, std::FILE* script);
Outcome run_tool(const Tool& tool, std::string_view script);

}  // namespace d2l::plot
