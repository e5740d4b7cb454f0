#include "state.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "explain.hpp"

namespace cuda_emulator {

namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::uint64_t number(const char* name, std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::runtime_error(fmt::format("cuda_emulator: {}: '{}' is not a number", name, text));
  return value;
}

std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const auto text = setting(name);
  return text.empty() ? otherwise : number(name, text);
}

void read_failure(const char* name, std::array<std::uint64_t, 5>& calls) {
  constexpr std::array<std::string_view, 5> kinds{"allocation", "launch", "kernel", "copy", "graph"};  // as in Call
  const auto text = setting(name);
  if (text.empty()) return;
  const auto colon = std::min(text.find(':'), text.size() - 1);
  const auto* const kind = std::ranges::find(kinds, text.substr(0, colon));
  if (kind == kinds.end())
    throw std::runtime_error(
        fmt::format("cuda_emulator: {}={}: want allocation:N, launch:N, kernel:N, copy:N or graph:N", name, text));
  const auto n = number(name, std::string_view(text).substr(colon + 1));
  if (n == 0) throw std::runtime_error(fmt::format("cuda_emulator: {}={}: the first call is 1", name, text));
  calls[static_cast<std::size_t>(kind - kinds.begin())] = n;
}

bool read_driver(const char* name) {
  const auto text = setting(name);
  if (!text.empty() && text != "none")
    throw std::runtime_error(fmt::format("cuda_emulator: {}: '{}' is not none", name, text));
  return text.empty();
}

}  // namespace

State::State()
    : random(static_cast<std::uint32_t>(number("CUDA_EMULATOR_SEED", 1))),
      memory_limit(number("CUDA_EMULATOR_MEMORY", std::uint64_t{2} << 30U)),
      architecture(static_cast<int>(number("CUDA_EMULATOR_ARCHITECTURE", 75))),
      has_driver(read_driver("CUDA_EMULATOR_DRIVER")) {
  read_failure("CUDA_EMULATOR_FAIL", calls_until_failure);
  devices.resize(has_driver ? number("CUDA_EMULATOR_DEVICES", 1) : 0);
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
  if (calls == 0) return false;
  --calls;
  return calls == 0;
}

int& current_device() {
  thread_local int device = 0;
  return device;
}

}  // namespace cuda_emulator
