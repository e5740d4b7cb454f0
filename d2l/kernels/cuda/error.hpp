#pragma once

#include <cuda_runtime.h>

namespace d2l::cuda {

/// Throws DeviceError, `operation: CUDA says …`, unless a call of CUDA has succeeded. A kernel runs, and fails, after
/// the call that started it: whatever is called next reports it, so the error also names what was started last.
void check(cudaError_t result, const char* operation);

/// Remembers, for such an error, the operation whose kernel this thread has started last.
void remember_started(const char* operation);

}  // namespace d2l::cuda
