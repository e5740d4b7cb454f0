#include <cuda_emulator/control.hpp>
#include <mutex>

#include "errors.hpp"
#include "sanitizer/sanitizer.hpp"
#include "state.hpp"

namespace cuda_emulator {

void fail_nth(Call call, std::uint64_t n) {
  const std::lock_guard lock(state().mutex);
  state().calls_until_failure[static_cast<std::size_t>(call)] = n;
}

Counters counters() {
  const std::lock_guard lock(state().mutex);
  return state().counters;
}

bool has_address_sanitizer() { return sanitizer::is_there(); }

std::string last_fault() { return why_refused(); }

std::uint32_t seed() {
  const std::lock_guard lock(state().mutex);
  return state().random.seed();
}

void set_seed(std::uint32_t seed) {
  const std::lock_guard lock(state().mutex);
  state().random = Random(seed);
}

void set_memory(std::size_t bytes) {
  const std::lock_guard lock(state().mutex);
  state().memory_limit = bytes;
}

void recover() {
  const std::lock_guard lock(state().mutex);
  state().lost.reset();
  for (const auto& stream : state().streams) {
    stream->queue.clear();
    stream->capture.reset();
  }
}

}  // namespace cuda_emulator
