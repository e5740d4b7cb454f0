#include "child.hpp"

#include <fcntl.h>

#include <fmt/format.h>

#include <d2l/core/error.hpp>
#include <d2l/io/open_file.hpp>
#include <d2l/program/child.hpp>
#include <d2l/program/interrupt.hpp>

namespace d2l::compare {

void run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
         const std::vector<std::string>& variables) {
  auto command = arguments;
  command.insert(command.begin(), program.string());
  const OpenFile nowhere("/dev/null", O_WRONLY);
  if (!nowhere.is_open()) fail_writing("/dev/null");
  program::Child child(command, {.output = nowhere.number()}, variables);
  try {
    const auto end = child.wait();
    if (end.signal) throw Error(fmt::format("{}: was ended by signal {}", program.string(), *end.signal));
    if (end.status != 0) throw Failed{end.status};
  } catch (const program::Interrupted& interrupted) {
    child.end_by(interrupted.signal);  // a Ctrl-C has reached it already, a SIGTERM has not
    throw;
  }
}

}  // namespace d2l::compare
