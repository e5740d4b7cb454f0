#include "errors.hpp"

#include <algorithm>
#include <array>
#include <cuda_emulator/runtime.hpp>
#include <string_view>

#include "call.hpp"

namespace cuda_emulator {

namespace {

struct Description {
  cudaError_t code;
  const char* name;
  const char* text;
};

constexpr std::array descriptions{
    Description{cudaSuccess, "cudaSuccess", "no error"},
    Description{cudaErrorInvalidValue, "cudaErrorInvalidValue", "invalid argument"},
    Description{cudaErrorMemoryAllocation, "cudaErrorMemoryAllocation", "out of memory"},
    Description{cudaErrorInitializationError, "cudaErrorInitializationError", "initialization error"},
    Description{cudaErrorInvalidConfiguration, "cudaErrorInvalidConfiguration", "invalid configuration argument"},
    Description{cudaErrorInvalidMemcpyDirection, "cudaErrorInvalidMemcpyDirection",
                "invalid copy direction for memcpy"},
    Description{cudaErrorInsufficientDriver, "cudaErrorInsufficientDriver",
                "CUDA driver version is insufficient for CUDA runtime version"},
    Description{cudaErrorInvalidDeviceFunction, "cudaErrorInvalidDeviceFunction", "invalid device function"},
    Description{cudaErrorNoDevice, "cudaErrorNoDevice", "no CUDA-capable device is detected"},
    Description{cudaErrorInvalidDevice, "cudaErrorInvalidDevice", "invalid device ordinal"},
    Description{cudaErrorInvalidResourceHandle, "cudaErrorInvalidResourceHandle", "invalid resource handle"},
    Description{cudaErrorIllegalState, "cudaErrorIllegalState",
                "the operation cannot be performed in the present state"},
    Description{cudaErrorNotReady, "cudaErrorNotReady", "device not ready"},
    Description{cudaErrorIllegalAddress, "cudaErrorIllegalAddress", "an illegal memory access was encountered"},
    Description{cudaErrorLaunchOutOfResources, "cudaErrorLaunchOutOfResources",
                "too many resources requested for launch"},
    Description{cudaErrorLaunchFailure, "cudaErrorLaunchFailure", "unspecified launch failure"},
    Description{cudaErrorNotSupported, "cudaErrorNotSupported", "operation not supported"},
    Description{cudaErrorStreamCaptureUnsupported, "cudaErrorStreamCaptureUnsupported",
                "operation not permitted when stream is capturing"},
    Description{cudaErrorStreamCaptureInvalidated, "cudaErrorStreamCaptureInvalidated",
                "operation failed due to a previous error during capture"},
    Description{cudaErrorStreamCaptureMerge, "cudaErrorStreamCaptureMerge",
                "operation would result in a merge of separate capture sequences"},
    Description{cudaErrorStreamCaptureUnmatched, "cudaErrorStreamCaptureUnmatched",
                "capture was not ended in the same stream as it began"},
    Description{cudaErrorStreamCaptureUnjoined, "cudaErrorStreamCaptureUnjoined", "capturing stream has unjoined work"},
    Description{cudaErrorStreamCaptureIsolation, "cudaErrorStreamCaptureIsolation",
                "dependency created on uncaptured work in another stream"},
    Description{cudaErrorStreamCaptureImplicit, "cudaErrorStreamCaptureImplicit",
                "operation would make the legacy stream depend on a capturing blocking stream"},
    Description{cudaErrorCapturedEvent, "cudaErrorCapturedEvent",
                "operation not permitted on an event last recorded in a capturing stream"},
    Description{cudaErrorStreamCaptureWrongThread, "cudaErrorStreamCaptureWrongThread",
                "attempt to terminate a thread-local capture sequence from another thread"},
    Description{cudaErrorUnknown, "cudaErrorUnknown", "unknown error"},
};

const Description& description(cudaError_t code) {
  const auto* found = std::ranges::find(descriptions, code, &Description::code);
  static constexpr Description none{cudaErrorUnknown, "unrecognized error code", "unrecognized error code"};
  return found == descriptions.end() ? none : *found;
}

// Of each thread. A main thread may ask when all that has a destructor is gone, so this has none.
struct LastError {
  cudaError_t code = cudaSuccess;
  std::array<char, 1024> why{};
};

LastError& last_error() {
  thread_local LastError error;
  return error;
}

}  // namespace

cudaError_t remember(const Refusal& refusal) {
  auto& last = last_error();
  last.code = refusal.code;
  const std::string_view why(refusal.what());
  last.why.fill('\0');
  why.copy(last.why.data(), last.why.size() - 1);
  return refusal.code;
}

std::string why_refused() { return last_error().why.data(); }

void require_devices() {
  const auto& s = state();
  if (!s.has_driver) throw Refusal(cudaErrorInsufficientDriver, "CUDA_EMULATOR_DRIVER says that there is none");
  if (s.devices.empty()) throw Refusal(cudaErrorNoDevice, "CUDA_EMULATOR_DEVICES says that there is none");
  if (s.lost) throw Refusal(*s.lost);
}

}  // namespace cuda_emulator

using namespace cuda_emulator;

const char* cudaGetErrorName(cudaError_t error) { return description(error).name; }
const char* cudaGetErrorString(cudaError_t error) { return description(error).text; }

cudaError_t cudaPeekAtLastError() {
  const std::lock_guard lock(state().mutex);
  const auto& lost = state().lost;
  return lost ? lost->code : last_error().code;
}

cudaError_t cudaGetLastError() {
  const auto error = cudaPeekAtLastError();
  last_error().code = cudaSuccess;
  return error;
}
