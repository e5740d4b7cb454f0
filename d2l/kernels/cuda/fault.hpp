#pragma once

#include <cstdint>

namespace d2l::cuda {

/// The first bad index that a kernel has met since the last look, in device memory: the host could look at an index
/// before the kernel only by waiting for the device. The next copy to the host, which waits anyway, makes an error of
/// it.
struct Fault {
  unsigned long long what;  ///< the address of a text on the host, 0 while there is none
  std::int64_t index, limit;
};

/// Throws IndexError for a fault that was copied to the host.
void check(const Fault& fault);

}  // namespace d2l::cuda
