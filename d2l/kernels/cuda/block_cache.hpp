#pragma once

#include <array>
#include <cstddef>
#include <cuda_runtime.h>
#include <vector>

#include "d2l/core/size_class.hpp"

namespace d2l::cuda {

/// Blocks of device memory that were given back, kept by size. What a thread does on a device happens in the order of
/// its stream, so the next tensor may have a block while kernels that still use it wait to run.
class BlockCache {
 public:
  /// A block kept for this size, or nullptr.
  void* take(const SizeClass& size);
  /// Keeps a block; false where the host has no memory to remember it.
  bool keep(void* block, const SizeClass& size) noexcept;
  /// The blocks that are kept now, each size in the order in which they will be given.
  using Kept = std::array<std::vector<void*>, SizeClass::count>;
  const Kept& kept() const { return kept_; }
  /// Puts the blocks into the order of `before`, so that they are given as they were then. False, and nothing is done,
  /// where the blocks kept now are not those kept then.
  bool restore(const Kept& before);
  /// Returns all blocks to the device's pool, in the order of the stream, and says how many bytes they were.
  std::size_t release(cudaStream_t order) noexcept;

 private:
  Kept kept_;
  std::size_t bytes_ = 0;
};

}  // namespace d2l::cuda
