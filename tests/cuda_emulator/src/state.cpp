#include "state.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "explain.hpp"

namespace cuda_emulator {

namespace {

std::string_view setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::uint64_t number(std::string_view text, std::uint64_t otherwise) {
  return text.empty() ? otherwise : std::stoull(std::string(text));
}

void read_failure(std::string_view text, std::array<std::uint64_t, 4>& calls) {
  constexpr std::array<std::string_view, 4> names{"allocation", "launch", "kernel", "copy"};
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text.substr(0, colon) == names[i]) calls[i] = number(text.substr(colon + 1), 0);
  }
}

}  // namespace

State::State()
    : random(static_cast<std::uint32_t>(number(setting("CUDA_EMULATOR_SEED"), 1))),
      memory_limit(number(setting("CUDA_EMULATOR_MEMORY"), std::uint64_t{2} << 30U)),
      has_driver(setting("CUDA_EMULATOR_DRIVER") != "none") {
  read_failure(setting("CUDA_EMULATOR_FAIL"), calls_until_failure);
  devices.resize(has_driver ? number(setting("CUDA_EMULATOR_DEVICES"), 1) : 0);
  for (std::size_t i = 0; i < devices.size(); ++i) {
    devices[i] = std::make_unique<Device>();
    devices[i]->pool.device = devices[i]->graph_pool.device = static_cast<int>(i);
  }
}

Device& State::device(int index) {
  if (index < 0 || index >= static_cast<int>(devices.size()))
    throw Refusal(cudaErrorInvalidDevice, fmt::format("there is no device {}; there are {}", index, devices.size()));
  return *devices[static_cast<std::size_t>(index)];
}

State& state() {
  static State& state = *[] {
    auto* fresh = new State;
    explain_crashes();
    return fresh;
  }();
  return state;
}

bool fails_now(Call call) {
  auto& calls = state().calls_until_failure[static_cast<std::size_t>(call)];
  return calls > 0 && --calls == 0;
}

int& current_device() {
  thread_local int device = 0;
  return device;
}

}  // namespace cuda_emulator
