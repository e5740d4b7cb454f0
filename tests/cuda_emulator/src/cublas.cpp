#include <algorithm>
#include <array>
#include <cublas_v2.h>
#include <limits>

#include <cblas.h>
#include <fmt/format.h>

#include "call.hpp"
#include "place.hpp"
#include "queue.hpp"

/// What cuBLAS remembers between calls.
struct cublasContext {
  cudaStream_t stream = nullptr;
};

using namespace cuda_emulator;

namespace {

struct Description {
  cublasStatus_t code;
  const char* name;
  const char* text;
};

constexpr std::array descriptions{
    Description{CUBLAS_STATUS_SUCCESS, "CUBLAS_STATUS_SUCCESS", "success"},
    Description{CUBLAS_STATUS_NOT_INITIALIZED, "CUBLAS_STATUS_NOT_INITIALIZED", "the library was not initialized"},
    Description{CUBLAS_STATUS_ALLOC_FAILED, "CUBLAS_STATUS_ALLOC_FAILED", "the resource allocation failed"},
    Description{CUBLAS_STATUS_INVALID_VALUE, "CUBLAS_STATUS_INVALID_VALUE", "an invalid value was used as a parameter"},
    Description{CUBLAS_STATUS_ARCH_MISMATCH, "CUBLAS_STATUS_ARCH_MISMATCH",
                "an absent device architectural feature is required"},
    Description{CUBLAS_STATUS_MAPPING_ERROR, "CUBLAS_STATUS_MAPPING_ERROR", "an access to GPU memory space failed"},
    Description{CUBLAS_STATUS_EXECUTION_FAILED, "CUBLAS_STATUS_EXECUTION_FAILED",
                "the function failed to launch on the GPU"},
    Description{CUBLAS_STATUS_INTERNAL_ERROR, "CUBLAS_STATUS_INTERNAL_ERROR", "an internal operation failed"},
    Description{CUBLAS_STATUS_NOT_SUPPORTED, "CUBLAS_STATUS_NOT_SUPPORTED",
                "the requested functionality is not supported"},
    Description{CUBLAS_STATUS_LICENSE_ERROR, "CUBLAS_STATUS_LICENSE_ERROR",
                "the functionality requested requires a licence"},
};

const Description& description(cublasStatus_t status) {
  const auto* found = std::ranges::find(descriptions, status, &Description::code);
  static constexpr Description none{CUBLAS_STATUS_INTERNAL_ERROR, "unknown", "unknown status"};
  return found == descriptions.end() ? none : *found;
}

Registry<cublasContext>& handles() {
  static auto& handles = *new Registry<cublasContext>("cuBLAS handle");
  return handles;
}

// The body of a function of cuBLAS: what CUDA says becomes what cuBLAS says.
template <class Body>
cublasStatus_t call_cublas(Body body) {
  switch (call(body)) {
    case cudaSuccess:
      return CUBLAS_STATUS_SUCCESS;
    case cudaErrorInvalidValue:
      return CUBLAS_STATUS_INVALID_VALUE;
    case cudaErrorInvalidResourceHandle:
    case cudaErrorInsufficientDriver:
    case cudaErrorNoDevice:
      return CUBLAS_STATUS_NOT_INITIALIZED;
    case cudaErrorMemoryAllocation:
      return CUBLAS_STATUS_ALLOC_FAILED;
    default:
      return CUBLAS_STATUS_EXECUTION_FAILED;
  }
}

CBLAS_TRANSPOSE transposed(cublasOperation_t op) { return op == CUBLAS_OP_N ? CblasNoTrans : CblasTrans; }

void gemm(CBLAS_TRANSPOSE a, CBLAS_TRANSPOSE b, int m, int n, int k, float alpha, const float* A, int lda,
          const float* B, int ldb, float beta, float* C, int ldc) {
  cblas_sgemm(CblasColMajor, a, b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

void gemm(CBLAS_TRANSPOSE a, CBLAS_TRANSPOSE b, int m, int n, int k, double alpha, const double* A, int lda,
          const double* B, int ldb, double beta, double* C, int ldc) {
  cblas_dgemm(CblasColMajor, a, b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

/// Columns of `rows` numbers, each `ld` behind the one before.
struct Extent {
  std::int64_t rows, columns, ld;

  bool is_valid() const { return ld >= std::max<std::int64_t>(rows, 1) && ld <= std::numeric_limits<int>::max(); }
  std::size_t count() const {
    return rows == 0 || columns == 0 ? 0 : static_cast<std::size_t>(ld * (columns - 1) + rows);
  }
};

template <class T>
cublasStatus_t gemm(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, std::int64_t m,
                    std::int64_t n, std::int64_t k, const T* alpha, const T* A, std::int64_t lda, const T* B,
                    std::int64_t ldb, const T* beta, T* C, std::int64_t ldc) {
  return call_cublas([&] {
    auto& stream = stream_at(handles().at(handle).stream);
    const Extent a = op_a == CUBLAS_OP_N ? Extent{m, k, lda} : Extent{k, m, lda};
    const Extent b = op_b == CUBLAS_OP_N ? Extent{k, n, ldb} : Extent{n, k, ldb};
    const Extent c{m, n, ldc};
    if (std::min({m, n, k}) < 0 || !a.is_valid() || !b.is_valid() || !c.is_valid())
      throw Refusal(cudaErrorInvalidValue,
                    fmt::format("a product of {} x {} by {} x {}, with leading dimensions {}, {} and {}", m, k, k, n,
                                lda, ldb, ldc));
    if (m == 0 || n == 0) return;
    enqueue(stream, {.run =
                         [=, alpha = *alpha, beta = *beta] {
                           if (k > 0) {
                             require_live(A, a.count() * sizeof(T), "a matrix product reads A");
                             require_live(B, b.count() * sizeof(T), "a matrix product reads B");
                           }
                           require_live(C, c.count() * sizeof(T), "a matrix product writes C");
                           gemm(transposed(op_a), transposed(op_b), static_cast<int>(m), static_cast<int>(n),
                                static_cast<int>(k), alpha, A, static_cast<int>(lda), B, static_cast<int>(ldb), beta, C,
                                static_cast<int>(ldc));
                         },
                     .device = stream.device});
  });
}

}  // namespace

const char* cublasGetStatusName(cublasStatus_t status) { return description(status).name; }
const char* cublasGetStatusString(cublasStatus_t status) { return description(status).text; }

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
  return call_cublas([&] {
    refuse_in_capture("cublasCreate");  // it allocates
    *handle = handles().create();
  });
}

cublasStatus_t cublasDestroy(cublasHandle_t handle) {
  return call_cublas([&] { handles().destroy(handle); });
}

cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  return call_cublas([&] { handles().at(handle).stream = stream; });
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t /*mode*/) {
  return call_cublas([&] { handles().at(handle); });
}

cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* workspace, std::size_t bytes) {
  return call_cublas([&] {
    handles().at(handle);
    if (bytes > 0 && place_of(workspace, bytes).side != Place::Side::device)
      throw Refusal(cudaErrorInvalidValue, "the workspace of cuBLAS must be on the device");
  });
}

cublasStatus_t cublasSgemm(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, int m, int n, int k,
                           const float* alpha, const float* A, int lda, const float* B, int ldb, const float* beta,
                           float* C, int ldc) {
  return gemm(handle, op_a, op_b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

cublasStatus_t cublasDgemm(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, int m, int n, int k,
                           const double* alpha, const double* A, int lda, const double* B, int ldb, const double* beta,
                           double* C, int ldc) {
  return gemm(handle, op_a, op_b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

cublasStatus_t cublasSgemm_64(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, std::int64_t m,
                              std::int64_t n, std::int64_t k, const float* alpha, const float* A, std::int64_t lda,
                              const float* B, std::int64_t ldb, const float* beta, float* C, std::int64_t ldc) {
  return gemm(handle, op_a, op_b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

cublasStatus_t cublasDgemm_64(cublasHandle_t handle, cublasOperation_t op_a, cublasOperation_t op_b, std::int64_t m,
                              std::int64_t n, std::int64_t k, const double* alpha, const double* A, std::int64_t lda,
                              const double* B, std::int64_t ldb, const double* beta, double* C, std::int64_t ldc) {
  return gemm(handle, op_a, op_b, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}
