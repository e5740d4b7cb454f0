#include "child.hpp"

#include <fcntl.h>

#include <fmt/format.h>

#include <d2l/core/error.hpp>
#include <d2l/system/child.hpp>
#include <d2l/system/interrupt.hpp>
#include <d2l/system/open_file.hpp>

namespace d2l::compare {

void run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
         const std::vector<std::string>& variables) {
  auto command = arguments;
  command.insert(command.begin(), program.string());
  const OpenFile nowhere("/dev/null", O_WRONLY);
  if (!nowhere.is_open()) fail_writing("/dev/null");
  Child child(command, {.output = nowhere.number()}, variables);
  try {
    const auto end = child.wait();
    if (end.signal) throw Error(fmt::format("{}: was ended by signal {}", program.string(), *end.signal));
    if (end.status != 0) throw Failed{end.status};
  } catch (const Interrupted& interrupted) {
    child.end_by(interrupted.signal);  // a Ctrl-C has reached it already, a SIGTERM has not
    throw;
  }
}

}  // namespace d2l::compare
