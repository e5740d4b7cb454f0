#include "child.hpp"

#include <chrono>
#include <csignal>

#include <boost/process.hpp>

#include <d2l/program/interrupt.hpp>

namespace d2l::compare {

void run(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  namespace process = boost::process;
  process::child child(program.string(), process::args(arguments), process::std_out > process::null);
  try {
    while (child.running()) {
      d2l::program::check_interrupt();
      child.wait_for(std::chrono::milliseconds(20));
    }
  } catch (const d2l::program::Interrupted& interrupted) {
    kill(child.id(), interrupted.signal);  // a Ctrl-C has reached it already, a SIGTERM has not
    child.wait();
    throw;
  }
  d2l::program::check_interrupt();
  if (child.exit_code() != 0) throw Failed{child.exit_code()};
}

}  // namespace d2l::compare
