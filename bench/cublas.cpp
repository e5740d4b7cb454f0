// The product of bench-product by cuBLAS itself, for the clock: bench-cublas DEVICE N, by TF32 where D2L_TF32=1. Of the
// library only the memory is used, and the way in which it loads cuBLAS.
#include <cstdlib>
#include <cublas_v2.h>
#include <cuda_runtime.h>
#include <string>
#include <string_view>

#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>

#include "repeated.hpp"

using namespace d2l;

namespace {

void check(cublasStatus_t status) {
  if (status != CUBLAS_STATUS_SUCCESS) throw Error(std::string("cuBLAS says ") + cublasGetStatusString(status));
}

void wait() {
  if (const auto error = cudaDeviceSynchronize(); error != cudaSuccess)
    throw Error(std::string("CUDA says ") + cudaGetErrorString(error));
}

void time_product(Device device, std::int64_t n) {
  const auto A = rand({n, n}).to(device), B = rand({n, n}).to(device), C = empty({n, n}, device);
  const char* const tf32 = std::getenv("D2L_TF32");
  cublasHandle_t blas = nullptr;
  check(cublasCreate(&blas));
  check(cublasSetMathMode(
      blas, tf32 != nullptr && std::string_view(tf32) == "1" ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_DEFAULT_MATH));
  wait();  // the matrices come in another stream
  constexpr float one = 1, zero = 0;
  constexpr int in_a_row = 10;
  bench::print_seconds(
      in_a_row,
      [&] {
        check(cublasSgemm_64(blas, CUBLAS_OP_N, CUBLAS_OP_N, n, n, n, &one, B.data_ptr(), n, A.data_ptr(), n, &zero,
                             C.data_ptr(), n));
      },
      wait);
}

}  // namespace

int main(int argc, char** argv) { return bench::run_part("bench-cublas", argc, argv, time_product); }
