#include "explain.hpp"

#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "sanitizer/sanitizer.hpp"
#include "state.hpp"
#include "thread_block.hpp"

namespace cuda_emulator {

namespace {

struct sigaction handler_before;

void explain(const void* address) {
  std::string what;
  for (std::size_t i = 0; i < state().devices.size(); ++i) {
    const auto& memory = state().devices[i]->memory;
    if (memory.contains(address)) what = fmt::format("{} of device {}, {}", address, i, memory.describe(address));
  }
  if (ThreadBlock::running != nullptr) {
    if (what.empty()) what = "memory that is not the device's";
    what = fmt::format("{} touches {}", ThreadBlock::running->whereabouts(), what);
  } else if (!what.empty()) {
    what = "no kernel runs, but somebody touches " + what;
  }
  if (!what.empty()) std::fprintf(stderr, "cuda_emulator: %s; seed %u\n", what.c_str(), state().random.seed());
}

// What this does is not allowed in a handler of signals, but the program is about to die.
void handle(int signal, siginfo_t* info, void* /*context*/) {
  explain(info->si_addr);
  sigaction(signal, &handler_before, nullptr);  // the access is tried again, and dies as it would have without us
}

}  // namespace

void explain_crashes() {
  sanitizer::on_error([] { explain(sanitizer::error_address()); });
  struct sigaction ours{};
  ours.sa_sigaction = handle;
  ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &ours, &handler_before);
}

}  // namespace cuda_emulator
