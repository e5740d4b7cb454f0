#include <string>

#include "d2l/core/cuda.hpp"
#include "d2l/kernels/cuda/error.hpp"

namespace d2l::cuda {
namespace {

struct Devices {
  int count = 0;
  cudaError_t result = cudaGetDeviceCount(&count);
};

// Asked for once: the first question starts the driver.
const Devices& devices() {
  static const Devices found;
  return found;
}

cudaDeviceProp properties(int index) {
  cudaDeviceProp found;
  check(cudaGetDeviceProperties(&found, index), "description of a device");
  return found;
}

// 13.0 of 13000.
std::string as_version(int number) { return std::to_string(number / 1000) + "." + std::to_string(number % 1000 / 10); }

int runtime_version() {
  int number = 0;
  check(cudaRuntimeGetVersion(&number), "version of CUDA");
  return number;
}

int driver_version() {
  int number = 0;  // what stays where no driver is installed
  cudaDriverGetVersion(&number);
  return number;
}

}  // namespace

int device_count() { return devices().result == cudaSuccess ? devices().count : 0; }

std::string why_none() {
  const auto driver = driver_version();
  if (driver == 0) return "no CUDA driver is loaded";
  if (devices().result == cudaErrorInsufficientDriver)
    return "the driver knows CUDA " + as_version(driver) + ", too old for this build's " +
           as_version(runtime_version());
  if (devices().result == cudaSuccess || devices().result == cudaErrorNoDevice)
    return "the CUDA driver finds no device";
  return std::string("CUDA says ") + cudaGetErrorString(devices().result);
}

std::string describe_device(int index) {
  if (is_emulated()) return "emulated";
  const auto found = properties(index);
  return std::string(found.name) + ", " + std::to_string(found.totalGlobalMem >> 30) + " GiB, compute capability " +
         std::to_string(found.major) + "." + std::to_string(found.minor);
}

bool is_emulated() {
  static const bool emulated = device_count() > 0 && std::string(properties(0).name) == "emulated";
  return emulated;
}

std::string version() {
  if (is_emulated()) return "emulated";
  const auto driver = driver_version();
  return as_version(runtime_version()) + ", " + (driver == 0 ? "no driver" : "driver " + as_version(driver));
}

}  // namespace d2l::cuda
