#pragma once

#include <cstddef>

namespace cuda_emulator {

/// On which side a piece of memory is.
struct Place {
  enum class Side { pageable, pinned, device };

  Side side;
  int device = -1;
};

/// Where the bytes are. Throws a Refusal unless device memory belongs to the host's program wholly.
Place place_of(const void* memory, std::size_t bytes);

/// Throws a Refusal unless the device's memory is live, for work that runs now.
void require_live(const void* memory, std::size_t bytes, const char* what);

/// Whether kernels on the device may follow the pointer.
bool is_for_kernels(const void* pointer, int device);

/// Host memory that copies read and write while the host goes on.
void* allocate_pinned(std::size_t bytes);
void free_pinned(void* memory);

}  // namespace cuda_emulator
