#pragma once

#include <cstdint>
#include <cuda_runtime.h>

#include "d2l/core/device.hpp"
#include "d2l/kernels/cuda/bad_index.hpp"
#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {

/// For kernels: whether i is an index from 0 to `limit` - 1. If not, this is written down for the host, and the kernel
/// goes on without it.
struct IndexCheck {
  BadIndex* bad_index;
  const char* what;
  std::int64_t limit;

  __device__ bool operator()(std::int64_t i) const {
    if (i >= 0 && i < limit) return true;
    static_assert(sizeof(unsigned long long) == sizeof(what));  // CUDA changes no pointers atomically
    if (atomicCAS(reinterpret_cast<unsigned long long*>(&bad_index->what), 0ULL,
                  reinterpret_cast<unsigned long long>(what)) == 0) {
      bad_index->index = i;
      bad_index->limit = limit;
    }
    return false;
  }
};

/// The check for a kernel that this thread starts on `device`; `what` is a literal, such as "gather: index".
inline IndexCheck index_check(const char* what, Device device, std::int64_t limit) {
  return {stream(device.index).bad_index, what, limit};
}

}  // namespace d2l::cuda
