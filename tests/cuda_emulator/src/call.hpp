#pragma once

#include <mutex>

#include "refusal.hpp"
#include "state.hpp"

namespace cuda_emulator {

/// Remembers the error for cudaGetLastError.
cudaError_t remember(const Refusal& refusal);

/// Throws a Refusal unless there is a driver and the devices work.
void require_devices();

/// The body of a function of the API: one at a time, and a Refusal becomes its result.
template <class Body>
cudaError_t call(Body body) {
  const std::lock_guard lock(state().mutex);
  try {
    require_devices();
    body();
    return cudaSuccess;
  } catch (const Refusal& refusal) {
    return remember(refusal);
  }
}

}  // namespace cuda_emulator
