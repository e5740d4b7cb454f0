#include "d2l/kernels/cuda/blas.hpp"

#include <string>

#include "d2l/core/cuda.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/setting.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"
#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {
namespace {

// A product of floats multiplies with all of their 24 bits, as the CPU's does; D2L_TF32=1 lets it round them to 11, for
// which the device has faster units.
cublasMath_t math_mode() { return is_on("D2L_TF32", false) ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_DEFAULT_MATH; }

}  // namespace

cublasHandle_t blas(int device) {
  constexpr std::size_t working_memory = std::size_t{32} << 20;  // what cuBLAS wants on the largest devices
  constexpr const char* operation = "starting cuBLAS";
  auto& s = stream(device);
  if (!s.blas) {
    leave_graph(s);
    if (!s.blas_memory) s.blas_memory = take_block(working_memory, device);
    cublasHandle_t handle = nullptr;
    auto made = cublasCreate(&handle);
    if (made == CUBLAS_STATUS_ALLOC_FAILED) {
      release_cached(s);
      return_pool_memory(s);
      made = cublasCreate(&handle);
    }
    if (made == CUBLAS_STATUS_ALLOC_FAILED) throw_out_of_memory("cuBLAS was to be started", device);
    check(made, operation);
    check(cublasSetStream(handle, s.handle), operation);
    check(cublasSetMathMode(handle, math_mode()), operation);
    check(cublasSetWorkspace(handle, s.blas_memory, working_memory), operation);
    s.blas = handle;
  }
  return s.blas;
}

void check(cublasStatus_t status, const char* operation) {
  if (status != CUBLAS_STATUS_SUCCESS)
    throw DeviceError(std::string(operation) + ": cuBLAS says " + cublasGetStatusString(status));
}

}  // namespace d2l::cuda
