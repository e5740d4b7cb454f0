#include "d2l/plot/tool.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l::plot {
namespace {

// Starts the tool on these files; 0 or the error.
int spawn(const Tool& tool, std::FILE* script, std::FILE* output, std::FILE* messages, pid_t& process) {
  auto words = tool.options;
  words.insert(words.begin(), tool.command);
  std::vector<char*> arguments(words.size() + 1, nullptr);
  std::ranges::transform(words, arguments.begin(), [](auto& word) { return word.data(); });

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(script), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(output), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(messages), STDERR_FILENO);
  const int error = posix_spawnp(&process, arguments.front(), &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

std::string last_line(std::string text) {
  constexpr auto blanks = " \t\r\n";
  text.erase(text.find_last_not_of(blanks) + 1);
  text.erase(0, text.find_last_of('\n') + 1);
  text.erase(0, text.find_first_not_of(blanks));
  return text;
}

}  // namespace

File temporary_file() {
  File file(std::tmpfile());
  if (!file) throw FileError(fmt::format("plot: no temporary file: {}; make room in /tmp", std::strerror(errno)));
  return file;
}

std::string contents(std::FILE* file) {
  std::string result;
  std::array<char, 1 << 14> buffer;
  std::rewind(file);
  while (const auto size = std::fread(buffer.data(), 1, buffer.size(), file)) result.append(buffer.data(), size);
  return result;
}

Outcome run_tool(const Tool& tool, std::FILE* script) {
  std::rewind(script);
  const File output = temporary_file(), messages = temporary_file();
  const auto failed = [&](const std::string& how) { return Outcome{"", tool.command + " " + how}; };
  pid_t process = 0;
  const int error = spawn(tool, script, output.get(), messages.get(), process);
  if (error == ENOENT) return failed("is not installed; get it by: apt install " + tool.package);
  if (error != 0) return failed(fmt::format("does not start: {}", std::strerror(error)));

  int status = 0;
  while (waitpid(process, &status, 0) == -1) {
    if (errno != EINTR) return failed(fmt::format("is lost: {}", std::strerror(errno)));
  }
  if (WIFSIGNALED(status)) return failed(fmt::format("was ended by signal {}", WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0)
    return failed(fmt::format("failed with status {}: {}", WEXITSTATUS(status), last_line(contents(messages.get()))));
  return {contents(output.get()), ""};
}

}  // namespace d2l::plot
