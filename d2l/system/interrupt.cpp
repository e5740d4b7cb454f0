#include "d2l/system/interrupt.hpp"

#include <atomic>
#include <csignal>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

std::atomic<int> caught = 0;

void wait_for_interrupts(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  caught = signal;
  sigset_t insisting = signals;
  sigdelset(&insisting, SIGHUP);  // a terminal that is closed sends it twice: by the shell, and by the system
  sigwait(&insisting, &signal);
  _exit(128 + signal);
}

// One that is ignored stays so: nohup ignores SIGHUP, and a shell SIGINT for what a script starts with &.
bool is_ignored(int signal) {
  struct sigaction action{};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void start_waiting() try {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (!is_ignored(signal)) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads that are started later inherit it
  std::thread(wait_for_interrupts, signals).detach();
} catch (const std::system_error&) {
  throw MemoryError("the system refuses a thread; is the limit on memory or on processes too low (ulimit -v, -u)?");
}

}  // namespace

// No signal handler: oneDNN's matrix kernels (2.6, AVX-512) use the stack pointer as one more register that points into
// the heap, so the frame of a handler that runs in the middle of them would overwrite what lies there. Instead every
// thread but one has these signals blocked, and that one waits for them.
void catch_interrupts() { [[maybe_unused]] static const bool started = (start_waiting(), true); }

void check_interrupt() {
  if (const int signal = caught; signal != 0) throw Interrupted{signal};
}

}  // namespace d2l
