#pragma once

#include <array>
#include <cstddef>
#include <cuda_runtime.h>
#include <optional>
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
  /// From now on remembers which blocks it gives.
  void watch() { given_.emplace(); }
  /// Ends that, and says whether all of them are back.
  bool has_all_back();
  /// Returns all blocks to the device's pool, in the order of the stream, and says how many bytes they were.
  std::size_t release(cudaStream_t order) noexcept;

 private:
  std::array<std::vector<void*>, SizeClass::count> kept_;
  std::size_t bytes_ = 0;
  std::optional<std::vector<void*>> given_;
};

}  // namespace d2l::cuda
