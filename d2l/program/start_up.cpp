#include "d2l/program/start_up.hpp"

#include <cmath>
#include <ctime>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>

#include "d2l/core/error.hpp"
#include "d2l/system/file.hpp"

namespace d2l::program {

double seconds_since_start() try {
  // The 22nd field of /proc/self/stat, the 20th behind the name in brackets, is the start in ticks since the boot.
  constexpr int fields_before = 19;
  constexpr std::size_t most_bytes = 4096;
  const auto bytes = read_file("/proc/self/stat", most_bytes);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::istringstream fields(std::string(text.substr(text.rfind(')') + 1)));
  fields.exceptions(std::ios::badbit);  // lest the stream keeps it for itself that memory has run out
  std::string field;
  for (int i = 0; i < fields_before; ++i) fields >> field;
  double ticks = 0;
  fields >> ticks;
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  constexpr double nanoseconds = 1e-9;
  return static_cast<double>(now.tv_sec) + nanoseconds * static_cast<double>(now.tv_nsec) -
         ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
} catch (const FileError&) {
  return std::nan("");
}

}  // namespace d2l::program
