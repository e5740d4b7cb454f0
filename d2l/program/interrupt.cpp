#include "d2l/program/interrupt.hpp"

#include <atomic>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace d2l::program {
namespace {

std::atomic<int> caught = 0;

}  // namespace

// No signal handler: oneDNN's matrix kernels (2.6, AVX-512) use the stack pointer as one more register that points into
// the heap, so the frame of a handler that runs in the middle of them would overwrite what lies there. Instead every
// thread but one has these signals blocked, and that one waits for them.
void catch_interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads that are started later inherit it
  std::thread([signals] {
    int signal = 0;
    sigwait(&signals, &signal);
    caught = signal;
    sigwait(&signals, &signal);
    _exit(128 + signal);
  }).detach();
}

void check_interrupt() {
  if (const int signal = caught; signal != 0) throw Interrupted{signal};
}

}  // namespace d2l::program
