#include "d2l/program/start_up.hpp"

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace d2l::program {

double seconds_since_start() {
  // The 22nd field of /proc/self/stat, the 20th behind the name in brackets, is the start in ticks since the boot.
  constexpr int fields_before = 19;
  std::string text, field;
  std::getline(std::ifstream("/proc/self/stat"), text);
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  for (int i = 0; i < fields_before; ++i) fields >> field;
  double ticks = 0;
  fields >> ticks;
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  constexpr double nanoseconds = 1e-9;
  return static_cast<double>(now.tv_sec) + nanoseconds * static_cast<double>(now.tv_nsec) -
         ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace d2l::program
