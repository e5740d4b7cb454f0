#pragma once

#include <cstddef>

#include "d2l/core/device.hpp"

namespace d2l {

/// A block of at least `bytes` bytes on the CPU, aligned to 64. Blocks given back are kept, by size, and handed out
/// again, so a training step in steady state asks the system for nothing. Throws MemoryError when the system refuses.
void* take_block(std::size_t bytes);

/// Gives back a block taken with the same number of bytes.
void give_block(void* block, std::size_t bytes) noexcept;

/// What this thread's blocks amount to, in bytes, and how often the system was asked for more.
struct MemoryUse {
  std::size_t in_use = 0;           ///< in blocks that are taken
  std::size_t cached = 0;           ///< in blocks given back and kept
  std::size_t system_requests = 0;  ///< how often the system was asked for memory
};
MemoryUse memory_use();
/// The same for a device: this thread's on the CPU, the process's on a GPU.
MemoryUse memory_use(Device device);

/// Returns to the system the blocks that this thread keeps for the CPU.
void release_cached_memory() noexcept;

}  // namespace d2l
