#include "d2l/core/device.hpp"

#include <algorithm>
#include <fstream>
#include <thread>

#include "d2l/core/error.hpp"

namespace d2l {

std::string to_string(Device device) {
  return device.kind == Device::Kind::cpu ? "cpu" : "cuda:" + std::to_string(device.index);
}

int cuda_device_count() { return 0; }

std::string describe(Device device) {
  if (device != Device{}) throw DeviceError("device " + to_string(device) + ": this build has no CUDA");
  constexpr std::string_view key = "model name";
  std::string name = "processor";
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);)
    if (line.starts_with(key)) {
      name = line.substr(std::min(line.size(), line.find(':') + 2));
      break;
    }
  return "cpu: " + name + ", threads: " + std::to_string(std::thread::hardware_concurrency());
}

Device parse_device(std::string_view text) {
  if (text == "auto" || text == "cpu") return {};
  constexpr std::string_view cuda = "cuda", indexed = "cuda:";
  const auto index = text.starts_with(indexed) ? text.substr(indexed.size()) : std::string_view();
  const bool number =
      !index.empty() && index.size() < 5 && std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
  if (text != cuda && !number)
    throw ValueError("device '" + std::string(text) + "' is not one of auto, cpu, cuda, cuda:N");
  throw DeviceError("device " + std::string(text) + ": this build has no CUDA; use --device cpu");
}

}  // namespace d2l
