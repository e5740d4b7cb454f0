#include "d2l/core/device.hpp"

#include <algorithm>
#include <fstream>
#include <thread>

#include "d2l/core/cuda.hpp"
#include "d2l/core/error.hpp"

namespace d2l {
namespace {

thread_local Device device_of_new_tensors;

std::string processor() {
  constexpr std::string_view key = "model name";
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);)
    if (line.starts_with(key)) return line.substr(std::min(line.size(), line.find(':') + 2));
  return "processor";
}

// The N of `cuda:N`, 0 for `cuda`, -1 for any other text.
int cuda_index(std::string_view text) {
  constexpr std::string_view cuda = "cuda", indexed = "cuda:";
  if (text == cuda) return 0;
  if (!text.starts_with(indexed)) return -1;
  const auto digits = text.substr(indexed.size());
  const bool is_number =
      !digits.empty() && digits.size() < 5 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::stoi(std::string(digits)) : -1;
}

}  // namespace

std::string to_string(Device device) { return device.is_cpu() ? "cpu" : "cuda:" + std::to_string(device.index); }

int cuda_device_count() { return cuda::device_count(); }

void expect_device(Device device) {
  if (device.is_cpu()) return;
  const int count = cuda_device_count();
  if (count == 0)
    throw DeviceError("device " + to_string(device) + ": there is no GPU to use (" + cuda::why_none() +
                      "); use --device cpu");
  if (device.index < 0 || device.index >= count)
    throw DeviceError("device " + to_string(device) + ": there " +
                      (count == 1 ? "is one GPU, cuda:0" : "are GPUs up to cuda:" + std::to_string(count - 1)));
}

std::string describe(Device device) {
  expect_device(device);
  if (device.is_cuda()) return to_string(device) + ": " + cuda::describe_device(device.index);
  return "cpu: " + processor() + ", threads: " + std::to_string(std::thread::hardware_concurrency());
}

Device parse_device(std::string_view text) {
  if (text == "cpu") return {};
  if (text == "auto") return cuda_device_count() > 0 && !cuda::is_emulated() ? Device{Device::Kind::cuda, 0} : Device{};
  const int index = cuda_index(text);
  if (index < 0) throw ValueError("device '" + std::string(text) + "' is not one of auto, cpu, cuda, cuda:N");
  const Device device{Device::Kind::cuda, index};
  expect_device(device);
  return device;
}

Device default_device() { return device_of_new_tensors; }
void set_default_device(Device device) {
  expect_device(device);
  device_of_new_tensors = device;
}

}  // namespace d2l
