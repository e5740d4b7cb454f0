#include "d2l/plot/tool.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/program/interrupt.hpp"

namespace d2l::plot {
namespace {

// What a child is started with: these files for its standard streams, and no signal blocked, as Ctrl-C is here.
class Start {
 public:
  Start(std::FILE* script, std::FILE* output, std::FILE* messages) {
    posix_spawn_file_actions_init(&files_);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    for (const auto& [file, number] :
         {std::pair{script, STDIN_FILENO}, std::pair{output, STDOUT_FILENO}, std::pair{messages, STDERR_FILENO}})
      if (error_ == 0) error_ = posix_spawn_file_actions_adddup2(&files_, fileno(file), number);
  }
  ~Start() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  // 0 or the error.
  int operator()(const Tool& tool, pid_t& process) const {
    if (error_ != 0) return error_;
    auto words = tool.options;
    words.insert(words.begin(), tool.command);
    std::vector<char*> arguments(words.size() + 1, nullptr);
    std::ranges::transform(words, arguments.begin(), [](auto& word) { return word.data(); });
    return posix_spawnp(&process, arguments.front(), &files_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
  int error_ = 0;
};

// A process that is ended where it is not waited for: it holds nothing that is worth saving, and may not listen.
class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}
  ~Child() {
    if (ended_) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The status at its end; nothing, and why in errno, where it cannot be had. Throws Interrupted.
  std::optional<int> wait() {
    constexpr timespec pause{0, 2'000'000};
    for (;;) {
      int status = 0;
      const auto found = waitpid(process_, &status, WNOHANG);
      if (found == process_) {
        ended_ = true;
        return status;
      }
      if (found < 0 && errno != EINTR) return std::nullopt;
      program::check_interrupt();
      nanosleep(&pause, nullptr);
    }
  }

 private:
  const pid_t process_;
  bool ended_ = false;
};

std::string last_line(std::string text) {
  constexpr auto blanks = " \t\r\n";
  text.erase(text.find_last_not_of(blanks) + 1);
  text.erase(0, text.find_last_of('\n') + 1);
  text.erase(0, text.find_first_not_of(blanks));
  return text;
}

}  // namespace

Tool gnuplot() { return {"gnuplot", {"-d", "/dev/stdin"}, "gnuplot-nox"}; }

Tool dot(const std::string& format) { return {"dot", {"-T" + format}, "graphviz"}; }

File temporary_file() {
  File file(std::tmpfile());
  if (!file) throw FileError(fmt::format("plot: no temporary file: {}; make room in /tmp", std::strerror(errno)));
  return file;
}

void write(std::FILE* file, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file) != text.size() || std::fflush(file) != 0)
    throw FileError(
        fmt::format("plot: a temporary file cannot be written: {}; make room in /tmp", std::strerror(errno)));
}

std::string contents(std::FILE* file) {
  std::string result;
  std::array<char, 1 << 14> buffer;
  for (;;) {
    const auto size = pread(fileno(file), buffer.data(), buffer.size(), static_cast<off_t>(result.size()));
    if (size == 0) return result;
    if (size > 0) result.append(buffer.data(), static_cast<std::size_t>(size));
    if (size < 0 && errno != EINTR)
      throw FileError(fmt::format("plot: a temporary file cannot be read: {}; look at the disk that holds /tmp",
                                  std::strerror(errno)));
  }
}

Outcome run_tool(const Tool& tool, std::FILE* script) {
  std::rewind(script);
  const File output = temporary_file(), messages = temporary_file();
  const auto failed = [&](const std::string& how) { return Outcome{"", tool.command + " " + how}; };
  pid_t process = 0;
  const int error = Start(script, output.get(), messages.get())(tool, process);
  if (error == ENOENT) return failed("is not installed; get it by: apt install " + tool.package);
  if (error != 0) return failed(fmt::format("does not start: {}", std::strerror(error)));

  const auto end = Child(process).wait();
  if (!end) return failed(fmt::format("is lost: {}", std::strerror(errno)));
  const int status = *end;
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    // A Ctrl-C reaches the tool, too, and its end may be seen before our own thread has woken up for the signal.
    if (signal == SIGINT || signal == SIGTERM) throw program::Interrupted{signal};
    return failed(fmt::format("was ended by signal {}", signal));
  }
  if (WEXITSTATUS(status) != 0)
    return failed(fmt::format("failed with status {}: {}", WEXITSTATUS(status), last_line(contents(messages.get()))));
  return {contents(output.get()), ""};
}

Outcome run_tool(const Tool& tool, std::string_view script) {
  const File file = temporary_file();
  write(file.get(), script);
  return run_tool(tool, file.get());
}

}  // namespace d2l::plot
