#include <cuda_emulator/launch.hpp>

#include <fmt/format.h>

#include "call.hpp"
#include "place.hpp"
#include "queue.hpp"
#include "symbols.hpp"
#include "thread_block.hpp"

namespace cuda_emulator {

namespace {

void check(const cudaLaunchConfig_t& config) {
  const auto& [grid, block] = std::pair(config.gridDim, config.blockDim);
  const bool fits = grid.x > 0 && grid.x < 1U << 31U && grid.y > 0 && grid.y < 1U << 16U && grid.z > 0 &&
                    grid.z < 1U << 16U && block.x > 0 && block.y > 0 && block.z > 0 && block.z <= 64 &&
                    std::uint64_t{block.x} * block.y * block.z <= 1024;
  if (!fits)
    throw Refusal(cudaErrorInvalidConfiguration, fmt::format("a grid of ({}, {}, {}) blocks of ({}, {}, {}) threads",
                                                             grid.x, grid.y, grid.z, block.x, block.y, block.z));
  if (config.dynamicSmemBytes > 0) throw Refusal(cudaErrorNotSupported, "the emulator has no dynamic shared memory");
}

// What a GPU would find when the kernel follows the pointer.
void check_pointers(const Kernel& kernel, int device) {
  for (const void* pointer : kernel.pointers) {
    if (pointer != nullptr && !is_for_kernels(pointer, device))
      throw Refusal(cudaErrorIllegalAddress,
                    fmt::format("kernel {} on device {} gets the pointer {}, which is not to memory of that device",
                                symbols::name_of(kernel.function), device, pointer));
  }
}

void run(const Kernel& kernel, int device) {
  ++state().counters.kernels;
  if (fails_now(Call::kernel))
    throw Refusal(cudaErrorLaunchFailure,
                  fmt::format("a test wants kernel {} to fail", symbols::name_of(kernel.function)));
  check_pointers(kernel, device);
  run_grid(kernel, state().random);
}

}  // namespace

cudaError_t launch(const cudaLaunchConfig_t& config, Kernel kernel) {
  return call([&] {
    check(config);
    if (kernel.function == nullptr) throw Refusal(cudaErrorInvalidDeviceFunction, "a launch of no kernel");
    auto& stream = stream_at(config.stream);
    if (stream.device != current_device())
      throw Refusal(
          cudaErrorInvalidResourceHandle,
          fmt::format("a launch in a stream of device {}, but device {} is set", stream.device, current_device()));
    ++state().counters.launches;
    if (fails_now(Call::launch)) throw Refusal(cudaErrorLaunchOutOfResources, "a test wants this launch to fail");
    enqueue(stream, {.run = [kernel = std::move(kernel), device = stream.device] { run(kernel, device); },
                     .device = stream.device});
  });
}

}  // namespace cuda_emulator
