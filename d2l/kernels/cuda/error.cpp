#include "d2l/kernels/cuda/error.hpp"

#include <string>

#include "d2l/core/error.hpp"

namespace d2l::cuda {
namespace {

thread_local const char* last_started = "none";

// What a kernel does wrong, which shows only later; other errors are those of the call that tells them.
bool is_fault_of_kernel(cudaError_t error) {
  return error == cudaErrorIllegalAddress || error == cudaErrorLaunchTimeout || error == cudaErrorAssert ||
         (error >= cudaErrorHardwareStackError && error <= cudaErrorLaunchFailure);
}

}  // namespace

void remember_started(const char* operation) { last_started = operation; }

void check(cudaError_t result, const char* operation) {
  if (result == cudaSuccess) return;
  cudaGetLastError();  // told here, so that no later call tells it again
  auto message =
      std::string(operation) + ": CUDA says " + cudaGetErrorString(result) + " (" + cudaGetErrorName(result) + ")";
  if (is_fault_of_kernel(result))
    message += std::string(", in a kernel of ") + last_started +
               " or one started before; with CUDA_LAUNCH_BLOCKING=1 D2L_CUDA_GRAPHS=0 the error names the very one";
  throw DeviceError(message);
}

}  // namespace d2l::cuda
