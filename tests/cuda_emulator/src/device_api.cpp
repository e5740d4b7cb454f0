#include <algorithm>
#include <cstring>
#include <cuda_emulator/runtime.hpp>

#include "call.hpp"
#include "pool.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

namespace {

constexpr int cuda_version = 13000;
constexpr int processors = 4;
constexpr int most_threads = 1024;
constexpr int shared_bytes = 48 * 1024;

int attribute_value(cudaDeviceAttr attribute) {
  switch (attribute) {
    case cudaDevAttrMaxThreadsPerBlock:
    case cudaDevAttrMaxThreadsPerMultiProcessor:
      return most_threads;
    case cudaDevAttrMaxSharedMemoryPerBlock:
      return shared_bytes;
    case cudaDevAttrWarpSize:
      return 32;
    case cudaDevAttrMultiProcessorCount:
      return processors;
    case cudaDevAttrL2CacheSize:
      return 1 << 20;
    case cudaDevAttrComputeCapabilityMajor:
      return state().architecture / 10;
    case cudaDevAttrComputeCapabilityMinor:
      return state().architecture % 10;
    case cudaDevAttrMemoryPoolsSupported:
      return 1;
  }
  throw Refusal(cudaErrorInvalidValue, "the emulator does not know this attribute");
}

}  // namespace

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = cuda_version;
  return cudaSuccess;
}

cudaError_t cudaDriverGetVersion(int* version) {
  const std::lock_guard lock(state().mutex);
  *version = state().has_driver ? cuda_version : 0;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
  *count = 0;
  return call([&] { *count = static_cast<int>(state().devices.size()); });
}

cudaError_t cudaSetDevice(int device) {
  return call([&] {
    state().device(device);
    current_device() = device;
  });
}

cudaError_t cudaGetDevice(int* device) {
  return call([&] { *device = current_device(); });
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  return call([&] {
    state().device(device);
    *properties = {.name = "emulated",
                   .totalGlobalMem = state().memory_limit,
                   .sharedMemPerBlock = shared_bytes,
                   .warpSize = 32,
                   .maxThreadsPerBlock = most_threads,
                   .major = attribute_value(cudaDevAttrComputeCapabilityMajor),
                   .minor = attribute_value(cudaDevAttrComputeCapabilityMinor),
                   .multiProcessorCount = processors};
  });
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  return call([&] {
    state().device(device);
    *value = attribute_value(attribute);
  });
}

cudaError_t cudaDeviceSynchronize() {
  return call([&] {
    refuse_in_capture("cudaDeviceSynchronize");
    for (const auto& stream : state().streams)
      if (stream->device == current_device()) refuse_if_captured(*stream, "cudaDeviceSynchronize");
    ++state().counters.synchronisations;
    run_until([] {
      return std::ranges::all_of(
          state().streams, [](const auto& stream) { return stream->device != current_device() || is_done(*stream); });
    });
    release_unused();
  });
}
