#pragma once

#include <array>
#include <cstddef>
#include <cuda_runtime.h>

#include "d2l/kernels/cuda/bad_index.hpp"

namespace d2l::cuda {

/// Pinned memory through which bytes go to a device and come back: the device reads and writes no other memory of the
/// host by itself. It is taken with the first transfer and kept.
class Staging {
 public:
  /// Returns when the bytes have left `from`, which may be long before they arrive.
  void to_device(void* to, const void* from, std::size_t bytes, cudaStream_t order);
  /// Returns when the bytes have arrived, and with them the stream's bad index, which is cleared.
  BadIndex to_host(void* to, const void* from, std::size_t bytes, BadIndex* bad_index, cudaStream_t order);

 private:
  void prepare();

  // A ring of parts, each with an event that tells when the device has read it: so many transfers can be on their way.
  static constexpr std::size_t part_bytes = std::size_t{1} << 18, parts = 64;
  std::byte* memory_ = nullptr;
  std::array<cudaEvent_t, parts> was_read_{};
  std::size_t next_ = 0;
};

}  // namespace d2l::cuda
