#include <optional>
#include <string>

#include "d2l/core/cuda.hpp"
#include "d2l/kernels/cuda/error.hpp"

namespace d2l::cuda {
namespace {

constexpr int least_architecture = D2L_CUDA_LEAST_ARCHITECTURE;  // that the kernels were compiled for

int attribute(cudaDeviceAttr which, int device) {
  int value = 0;
  return cudaDeviceGetAttribute(&value, which, device) == cudaSuccess ? value : 0;
}

// As the compilers write it: 75 is 7.5.
int architecture_of(int device) {
  return 10 * attribute(cudaDevAttrComputeCapabilityMajor, device) +
         attribute(cudaDevAttrComputeCapabilityMinor, device);
}

bool is_fit(int device) {
  return architecture_of(device) >= least_architecture && attribute(cudaDevAttrMemoryPoolsSupported, device) != 0;
}

struct Devices {
  cudaError_t result;
  int count;                 // of those that the driver finds, up to the first that this build has no kernels for
  std::optional<int> unfit;  // which that is
};

Devices find_devices() {
  int found = 0, count = 0;
  const auto result = cudaGetDeviceCount(&found);
  if (result != cudaSuccess) return {result, 0, std::nullopt};
  while (count < found && is_fit(count)) ++count;
  return {result, count, count < found ? std::optional(count) : std::nullopt};
}

// Asked for once: the first question starts the driver.
const Devices& devices() {
  static const auto found = find_devices();
  return found;
}

// 7.5 of 75.
std::string as_capability(int architecture) {
  return std::to_string(architecture / 10) + "." + std::to_string(architecture % 10);
}

std::string why_unfit(int device) {
  const auto architecture = architecture_of(device);
  const auto name = "the GPU " + to_string(Device{Device::Kind::cuda, device}) + " has ";
  if (architecture >= least_architecture) return name + "no memory pools";
  return name + "compute capability " + as_capability(architecture) + ", and this build is for " +
         as_capability(least_architecture) +
         " and above; build it with CMAKE_CUDA_ARCHITECTURES=" + std::to_string(architecture) +
         ", or hide it by CUDA_VISIBLE_DEVICES";
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

int device_count() { return devices().count; }

std::string why_none() {
  const auto driver = driver_version();
  if (driver == 0) return "no CUDA driver is loaded";
  if (devices().result == cudaErrorInsufficientDriver)
    return "the driver knows CUDA " + as_version(driver) + ", too old for this build's " +
           as_version(runtime_version());
  if (const auto unfit = devices().unfit) return why_unfit(*unfit);
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
