#include "d2l/kernels/blas_operand.hpp"
#include "d2l/kernels/cuda/blas.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/stream.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace {

// cuBLAS knows columns one behind the other, and so sees the transpose of each row-major matrix: what it is asked for
// is Cᵀ = Bᵀ Aᵀ. By default it computes with all digits of a float, not with TF32's 11 bits.
template <class T, class Gemm>
void gemm(Gemm* product, const Tensor<T>& C, const BlasOperand<T>& A, const BlasOperand<T>& B) {
  constexpr T one = 1, zero = 0;
  const auto operation = [](const BlasOperand<T>& X) { return X.transposed ? CUBLAS_OP_T : CUBLAS_OP_N; };
  cuda::check(
      product(cuda::blas(C.device().index), operation(B), operation(A), C.size(1), C.size(0), A.matrix.size(1), &one,
              B.matrix.data_ptr(), B.leading, A.matrix.data_ptr(), A.leading, &zero, C.data_ptr(), C.size(1)),
      "matmul");
  cuda::remember_started("matmul");
}

void gemm(const Tensor<float>& C, const BlasOperand<float>& A, const BlasOperand<float>& B) {
  gemm(cublasSgemm_64, C, A, B);
}
void gemm(const Tensor<double>& C, const BlasOperand<double>& A, const BlasOperand<double>& B) {
  gemm(cublasDgemm_64, C, A, B);
}

}  // namespace

template <>
template <class T>
void Cuda::matmul(const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B) {
  if (C.numel() == 0) return;
  if (A.size(1) == 0)  // sums of nothing
    cuda::check(cudaMemsetAsync(C.data_ptr(), 0, static_cast<std::size_t>(C.numel()) * sizeof(T),
                                cuda::stream(C.device().index).handle),
                "matmul");
  else
    gemm(C, blas_operand(A), blas_operand(B));
}

template void Cuda::matmul(const Tensor<float>&, const Tensor<float>&, const Tensor<float>&);
template void Cuda::matmul(const Tensor<double>&, const Tensor<double>&, const Tensor<double>&);

}  // namespace d2l::kernels
