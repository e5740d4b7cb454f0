#include "d2l/distributed/first_process.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

#include "d2l/distributed/launch.hpp"

namespace d2l::distributed {
namespace {

constexpr std::array<std::string_view, 4> writing{"--save", "--save-init", "--record", "--plot"};

void close_standard_output() {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  dup2(nowhere, STDOUT_FILENO);
  close(nowhere);
}

}  // namespace

FirstProcess::FirstProcess(int argc, char** argv) {
  const auto place = launch();
  if (place.rank > 0) close_standard_output();
  for (int i = 0; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto name = argument.substr(0, argument.find('='));
    if (place.rank == 0 || i == 0 || std::ranges::count(writing, name) == 0)
      arguments_.push_back(argv[i]);
    else if (name == argument)
      ++i;  // its value stands behind it
  }
}

}  // namespace d2l::distributed
