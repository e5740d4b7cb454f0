#pragma once

#include <map>
#include <span>
#include <string>

namespace d2l::program {

/// An option that a program offers, as --help shows it.
struct Option {
  std::string name;     // without its hyphens
  std::string value;    // what its value is called, such as N; empty for an option without one
  std::string meaning;  // what it does, in a line
  std::string preset;   // the value without the option, as text for the reader
};

/// The options of a command line with their values as text. Names match whole. Throws UsageError for an unknown option
/// (naming the nearest), one given twice, a missing or superfluous value, and an argument that belongs to no option.
std::map<std::string, std::string> read_command_line(std::span<const char* const> arguments,
                                                     std::span<const Option> options);

/// The options as --help lists them, in lines of at most 80 columns: from cmake/manual.sh, which reads them, come the
/// completion in the shells and the manual page.
std::string list(std::span<const Option> options);

}  // namespace d2l::program
