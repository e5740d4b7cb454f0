#pragma once

#include <cstdint>

namespace d2l::cuda {

/// The first bad index that a kernel has met since the last look, in device memory: the host could look at an index
/// before the kernel only by waiting for the device. The next copy to the host, which waits anyway, turns it into an
/// error.
struct BadIndex {
  const char* what;  ///< a text on the host, nullptr while there is none
  std::int64_t index, limit;
};

/// Throws IndexError for one that was copied to the host.
void throw_if_bad_index(const BadIndex& found);

}  // namespace d2l::cuda
