#pragma once

#include <cstddef>
#include <string>

#include "d2l/core/device.hpp"
#include "d2l/core/memory.hpp"

// What core needs from CUDA. Defined in kernels/cuda, or in kernels/no_cuda where the build has none: there no device
// is ever found, so nothing below ever asks for one.
namespace d2l::cuda {

/// How many devices there are; 0 without a driver or in a build without CUDA.
int device_count();
/// Why there are none, for an error: `this build has no CUDA`.
std::string why_none();
/// What a device is: `NVIDIA H200, 139 GiB, compute capability 9.0`, or `emulated`.
std::string describe_device(int index);
/// Whether the devices are those of the emulator (tests/cuda_emulator), which are used only on request.
bool is_emulated();
/// Which CUDA the build has, for --version.
std::string version();

/// Memory on a device, in the order of its stream. Throws MemoryError, which says how much was asked for, is held and
/// is free.
void* take_block(std::size_t bytes, int device);
/// Gives a block back, in the order of the stream: what was started before may still use it.
void give_block(void* block, std::size_t bytes, int device) noexcept;
/// Copies bytes between two devices, one of which may be the CPU, after all that was started before. Memory of the CPU
/// may be used again once it returns. Throws DeviceError, and the error of a kernel that failed before.
void copy(void* to, Device to_device, const void* from, Device from_device, std::size_t bytes);
/// What this process holds on a device.
MemoryUse memory_use(int device);

}  // namespace d2l::cuda
