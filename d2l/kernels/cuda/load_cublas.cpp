#include <cublas_v2.h>
#include <string>

#include "d2l/system/shared_library.hpp"

// cuBLAS, loaded by the first product: linked, its half gigabyte would make every program take a third of a second
// longer to start, and none would start without it. These are its functions, as far as we call them; each calls the
// real one.
namespace {

const d2l::SharedLibrary& library() {
  static const d2l::SharedLibrary loaded("libcublas.so." + std::to_string(CUBLAS_VER_MAJOR),
                                         "install the cuBLAS that this was built with, or use --device cpu");
  return loaded;
}

// The function of this name, of the same type as ours.
template <class Function>
Function* find(Function* /*ours*/, const char* name) {
  return library().function<Function>(name);
}

}  // namespace

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
  static auto* const real = find(cublasCreate, "cublasCreate_v2");
  return real(handle);
}

cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  static auto* const real = find(cublasSetStream, "cublasSetStream_v2");
  return real(handle, stream);
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  static auto* const real = find(cublasSetMathMode, "cublasSetMathMode");
  return real(handle, mode);
}

cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* workspace, std::size_t bytes) {
  static auto* const real = find(cublasSetWorkspace, "cublasSetWorkspace_v2");
  return real(handle, workspace, bytes);
}

const char* cublasGetStatusString(cublasStatus_t status) {
  static auto* const real = find(cublasGetStatusString, "cublasGetStatusString");
  return real(status);
}

cublasStatus_t cublasSgemm_64(cublasHandle_t handle, cublasOperation_t a_operation, cublasOperation_t b_operation,
                              std::int64_t m, std::int64_t n, std::int64_t k, const float* alpha, const float* a,
                              std::int64_t a_leading, const float* b, std::int64_t b_leading, const float* beta,
                              float* c, std::int64_t c_leading) {
  static auto* const real = find(cublasSgemm_64, "cublasSgemm_v2_64");
  return real(handle, a_operation, b_operation, m, n, k, alpha, a, a_leading, b, b_leading, beta, c, c_leading);
}

cublasStatus_t cublasDgemm_64(cublasHandle_t handle, cublasOperation_t a_operation, cublasOperation_t b_operation,
                              std::int64_t m, std::int64_t n, std::int64_t k, const double* alpha, const double* a,
                              std::int64_t a_leading, const double* b, std::int64_t b_leading, const double* beta,
                              double* c, std::int64_t c_leading) {
  static auto* const real = find(cublasDgemm_64, "cublasDgemm_v2_64");
  return real(handle, a_operation, b_operation, m, n, k, alpha, a, a_leading, b, b_leading, beta, c, c_leading);
}
