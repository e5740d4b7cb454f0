#include <cublas_v2.h>
#include <limits>
#include <tuple>
#include <utility>

#include "cuda_emulator/emulated.hpp"

// Products of matrices.

namespace {

struct Handle {
  explicit Handle(const Stream& stream) {
    BOOST_REQUIRE(cublasCreate(&handle) == CUBLAS_STATUS_SUCCESS);
    BOOST_REQUIRE(cublasSetStream(handle, stream.handle) == CUBLAS_STATUS_SUCCESS);
    BOOST_REQUIRE(cublasSetMathMode(handle, CUBLAS_PEDANTIC_MATH) == CUBLAS_STATUS_SUCCESS);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { cublasDestroy(handle); }

  cublasHandle_t handle = nullptr;
};

// The element (row, column) of a matrix whose columns follow each other, ld apart.
template <class T>
T at(const std::vector<T>& matrix, bool transposed, int ld, int row, int column) {
  if (transposed) std::swap(row, column);
  return matrix[static_cast<std::size_t>(column) * static_cast<std::size_t>(ld) + static_cast<std::size_t>(row)];
}

cublasStatus_t gemm(cublasHandle_t handle, cublasOperation_t a, cublasOperation_t b, const float* alpha, const float* A,
                    const float* B, const float* beta, float* C) {
  return cublasSgemm(handle, a, b, 2, 3, 4, alpha, A, 5, B, 6, beta, C, 7);
}

cublasStatus_t gemm(cublasHandle_t handle, cublasOperation_t a, cublasOperation_t b, const double* alpha,
                    const double* A, const double* B, const double* beta, double* C) {
  return cublasDgemm_64(handle, a, b, 2, 3, 4, alpha, A, 5, B, 6, beta, C, 7);
}

using Types = std::tuple<float, double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(cublas)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_product_is_the_sum_of_products, T, Types) {
  const Stream stream;
  const Handle cublas(stream);
  std::vector<T> A(30), B(30), C(21);
  for (std::size_t i = 0; i < 30; ++i) A[i] = static_cast<T>(i % 7), B[i] = static_cast<T>(i % 5) - 2;
  for (const bool a : {false, true}) {
    for (const bool b : {false, true}) {
      for (const T beta : {T(0), T(2)}) {
        for (auto& c : C) c = beta == 0 ? std::numeric_limits<T>::quiet_NaN() : T(1);
        auto* product = stream.copy(C);
        T alpha = 3;
        T factor = beta;
        BOOST_TEST(gemm(cublas.handle, a ? CUBLAS_OP_T : CUBLAS_OP_N, b ? CUBLAS_OP_T : CUBLAS_OP_N, &alpha,
                        stream.copy(A), stream.copy(B), &factor, product) == CUBLAS_STATUS_SUCCESS);
        alpha = factor = 100;  // were read
        const auto found = stream.read(product, 21);
        for (int row = 0; row < 2; ++row) {
          for (int column = 0; column < 3; ++column) {
            T sum = beta;
            for (int k = 0; k < 4; ++k) sum += 3 * at(A, a, 5, row, k) * at(B, b, 6, k, column);
            BOOST_TEST(at(found, false, 7, row, column) == sum);
          }
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  const Stream stream;
  const Handle cublas(stream);
  auto* data = stream.copy(std::vector<float>(16));
  const float one = 1;
  const auto multiply = [&](int m, int lda, const float* A) {
    return cublasSgemm(cublas.handle, CUBLAS_OP_N, CUBLAS_OP_N, m, 2, 2, &one, A, lda, data, 2, &one, data + 8, 4);
  };
  BOOST_TEST(multiply(4, 3, data) == CUBLAS_STATUS_INVALID_VALUE);
  BOOST_TEST(multiply(-1, 4, data) == CUBLAS_STATUS_INVALID_VALUE);
  BOOST_TEST(multiply(0, 4, data) == CUBLAS_STATUS_SUCCESS);
  BOOST_TEST(multiply(4, 4, data) == CUBLAS_STATUS_SUCCESS);
  stream.wait();
  BOOST_TEST(multiply(4, 13, data) == CUBLAS_STATUS_SUCCESS);  // its matrix ends behind the allocation
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorIllegalAddress, "a matrix product reads A: 68 bytes");
}

BOOST_AUTO_TEST_CASE(matrices_are_on_the_device) {
  const Stream stream;
  const Handle cublas(stream);
  const float one = 1;
  float C = 0;
  auto* data = stream.copy<float>({1});
  BOOST_TEST(cublasSgemm(cublas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &one, data, 1, data, 1, &one, &C, 1) ==
             CUBLAS_STATUS_SUCCESS);
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorIllegalAddress, "in host memory");
  BOOST_TEST(cublasSetStream(cublas.handle, stream.handle) == CUBLAS_STATUS_EXECUTION_FAILED);
  BOOST_TEST(std::string(cublasGetStatusName(CUBLAS_STATUS_EXECUTION_FAILED)) == "CUBLAS_STATUS_EXECUTION_FAILED");
}

BOOST_AUTO_TEST_CASE(the_stream_must_be_named) {
  cublasHandle_t handle = nullptr;
  BOOST_TEST(cublasCreate(&handle) == CUBLAS_STATUS_SUCCESS);
  const float one = 1;
  float C = 0;
  BOOST_TEST(cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &one, &one, 1, &one, 1, &one, &C, 1) ==
             CUBLAS_STATUS_NOT_INITIALIZED);
  BOOST_TEST(cublasDestroy(handle) == CUBLAS_STATUS_SUCCESS);
  BOOST_TEST(cublasDestroy(handle) == CUBLAS_STATUS_NOT_INITIALIZED);
}

BOOST_AUTO_TEST_SUITE_END()
