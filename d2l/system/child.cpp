#include "d2l/system/child.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <utility>

#include "d2l/system/interrupt.hpp"

namespace d2l {
namespace {

void pause() {
  constexpr timespec time{0, 2'000'000};
  nanosleep(&time, nullptr);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result(texts.size() + 1, nullptr);
  std::ranges::transform(texts, result.begin(), [](auto& text) { return text.data(); });
  return result;
}

// What it is started with: its standard streams, and no signal blocked, as Ctrl-C is here.
class Start {
 public:
  explicit Start(const Child::Streams& streams) {
    posix_spawn_file_actions_init(&files_);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    for (const auto& [file, number] : {std::pair{streams.input, STDIN_FILENO}, std::pair{streams.output, STDOUT_FILENO},
                                       std::pair{streams.messages, STDERR_FILENO}})
      if (error_ == 0) error_ = posix_spawn_file_actions_adddup2(&files_, file, number);
  }
  ~Start() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  // 0 or the error.
  int operator()(std::vector<std::string> command, std::vector<std::string> environment, pid_t& process) const {
    if (error_ != 0) return error_;
    const auto arguments = pointers(command), variables = pointers(environment);
    return posix_spawnp(&process, arguments.front(), &files_, &attributes_, arguments.data(), variables.data());
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
  int error_ = 0;
};

// Whether it may have been ended, or have ended itself, by a signal that has reached us, too.
bool is_interrupted(int status) { return status == 128 + SIGINT || status == 128 + SIGTERM || status == 128 + SIGHUP; }

// Its end may be seen before our own thread has woken up for the signal.
void wait_for_interrupt() {
  constexpr int times = 250;
  for (int i = 0; i < times; ++i) {
    check_interrupt();
    pause();
  }
}

}  // namespace

ChildError::ChildError(const std::string& command, const char* what, int number)
    : Error(command + " " + what + ": " + std::strerror(number)), error_number(number) {}

Child::Child(const std::vector<std::string>& command, Streams streams, std::vector<std::string> variables)
    : command_(command.front()) {
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  if (const int error = Start(streams)(command, std::move(variables), process_); error != 0)
    throw ChildError(command_, "does not start", error);
}

Child::~Child() { end_by(SIGKILL); }

Child::End Child::wait() {
  for (;;) {
    int status = 0;
    rusage usage{};
    const auto found = wait4(process_, &status, WNOHANG, &usage);
    if (found == process_) {
      ended_ = true;
      const auto signal = WIFSIGNALED(status) ? std::optional(WTERMSIG(status)) : std::nullopt;
      const int as_shell = signal ? 128 + *signal : WEXITSTATUS(status);
      if (is_interrupted(as_shell)) wait_for_interrupt();
      return {as_shell, signal, usage.ru_maxrss};
    }
    if (found < 0 && errno != EINTR) {
      ended_ = true;  // and its number may be another's
      throw ChildError(command_, "is lost", errno);
    }
    check_interrupt();
    pause();
  }
}

void Child::end_by(int signal) {
  if (ended_) return;
  kill(process_, signal);
  while (wait4(process_, nullptr, 0, nullptr) < 0 && errno == EINTR) {
  }
  ended_ = true;
}

}  // namespace d2l
