#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "d2l/core/device.hpp"
#include "d2l/core/memory.hpp"

// What core needs of CUDA. Defined in kernels/cuda, or in kernels/no_cuda where the build has none: there no device is
// ever found, so nothing below ever asks for one.
namespace d2l::cuda {

/// How many devices there are; 0 without a driver or in a build without CUDA.
int device_count();
/// Why there are none, for an error: `this build has no CUDA`.
std::string why_none();
/// What a device is: `NVIDIA H200, 139 GiB, compute capability 9.0`, or `emulated`.
std::string describe_device(int index);
/// Whether the devices are those of the emulator (tests/cuda_emulator), which nobody wants unless he asks for them.
bool is_emulated();
/// What the build has of CUDA, for --version.
std::string version();

/// Memory on a device, in the order of its stream. Throws MemoryError: how much was asked for, is held, is free.
void* take_block(std::size_t bytes, int device);
/// Gives it back, in the order of the stream: what was started before may still use it.
void give_block(void* block, std::size_t bytes, int device) noexcept;
/// Copies bytes between two devices, one of which may be the CPU, after all that was started before. Memory of the CPU
/// may be used again when it returns. Throws DeviceError, and what went wrong in the kernels before.
void copy(void* to, Device to_device, const void* from, Device from_device, std::size_t bytes);
/// What this process holds on a device.
MemoryUse memory_use(int device);

/// Work that is done again and again in the same way, such as the step of a training. To start its many kernels one by
/// one can take the host longer than the device needs to run them. So the third time what this thread starts on the
/// device is recorded as a CUDA graph, and from then on that is replayed: one call, and none of `work`.
///
/// What the work computes from and what it leaves behind must lie in tensors that are there before it, and stay.
/// Numbers of the host, such as a learning rate, are those of the time when it was recorded. A replay belongs to the
/// thread that made it. Work that cannot be replayed is done as it comes each time, and that is found out while it is
/// recorded: work that reads a tensor on the host or makes one from there, that draws random numbers, or that keeps
/// memory which it took. So is all work where the environment says D2L_CUDA_GRAPHS=0, in which case a print in the
/// middle of it is seen each time.
class Replay {
 public:
  explicit Replay(int device);
  ~Replay();
  Replay(Replay&&) noexcept;
  Replay& operator=(Replay&&) noexcept;

  /// Does the work, or replays it. Throws what `work` throws, DeviceError.
  void operator()(const std::function<void()>& work);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace d2l::cuda
