#pragma once

#include <cstdint>
#include <cuda_runtime.h>

#include "d2l/core/device.hpp"

// An index that is out of range is found by the kernel that uses it: the host could only look by waiting for the
// device. The kernel writes it down in device memory, and the next copy to the host, which waits anyway, makes an error
// of it.
namespace d2l::cuda {

/// The first bad index since the last look.
struct Fault {
  unsigned long long what;  ///< the address of a text on the host, 0 while there is none
  std::int64_t index, limit;
};

/// For kernels: whether i is an index from 0 to `limit` - 1. If not, that is written down, and the kernel must go
/// without.
struct IndexCheck {
  Fault* fault;
  const char* what;
  std::int64_t limit;

  __device__ bool operator()(std::int64_t i) const {
    if (i >= 0 && i < limit) return true;
    if (atomicCAS(&fault->what, 0ULL, reinterpret_cast<unsigned long long>(what)) == 0) {
      fault->index = i;
      fault->limit = limit;
    }
    return false;
  }
};

/// The check for the kernels that this thread starts on `device`; `what` is a literal, such as "gather: index".
IndexCheck index_check(const char* what, Device device, std::int64_t limit);

/// Throws IndexError for a fault that was copied to the host.
void check(const Fault& fault);

}  // namespace d2l::cuda
