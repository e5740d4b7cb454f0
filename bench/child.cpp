#include "child.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <d2l/core/error.hpp>
#include <d2l/io/temporary_folder.hpp>
#include <d2l/program/interrupt.hpp>

extern char** environ;

namespace d2l::bench {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Finished run(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  const TemporaryFolder folder;
  const auto output = folder / "output";
  auto arguments = command, variables = environment;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT, 0600);
  pid_t child = 0;
  const int error = posix_spawnp(&child, command.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                 pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw Error(fmt::format("{}: cannot be started: {}", command.front(), std::strerror(error)));

  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  program::check_interrupt();
  if (status != 0) throw Error(fmt::format("{} failed", fmt::join(command, " ")));
  constexpr double kilobytes_in_a_megabyte = 1000;
  return {bytes_of(output), static_cast<double>(usage.ru_maxrss) / kilobytes_in_a_megabyte};
}

}  // namespace d2l::bench
