#include <concepts>
#include <type_traits>

#include "d2l/kernels/blas_operand.hpp"
#include "d2l/kernels/cuda/blas.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/stream.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace {

constexpr const char* operation = "matmul";

// A product of row-major matrices. cuBLAS knows columns one behind the other, and so sees the transpose of each: what
// it is asked for is Cᵀ = Bᵀ Aᵀ. By default it computes with all digits of a float, not with TF32's 11 bits.
template <class T, auto gemm>
struct Product {
  cublasHandle_t handle;
  cublasOperation_t of_B, of_A;
  std::int64_t columns, rows, inner;
  const T* B;
  std::int64_t leading_B;
  const T* A;
  std::int64_t leading_A;
  T* C;

  Product(const Tensor<T>& to, const BlasOperand<T>& a, const BlasOperand<T>& b)
      : handle(cuda::blas(to.device().index)),
        of_B(b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N),
        of_A(a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N),
        columns(to.size(1)),
        rows(to.size(0)),
        inner(a.matrix.size(1)),
        B(b.matrix.data_ptr()),
        leading_B(b.leading),
        A(a.matrix.data_ptr()),
        leading_A(a.leading),
        C(to.data_ptr()) {}

  void operator()() const {
    constexpr T one = 1, zero = 0;
    cuda::check(gemm(handle, of_B, of_A, columns, rows, inner, &one, B, leading_B, A, leading_A, &zero, C, columns),
                operation);
  }
};

template <class T>
using Gemm =
    std::conditional_t<std::same_as<T, float>, Product<float, cublasSgemm_64>, Product<double, cublasDgemm_64>>;

}  // namespace

template <class T>
void matmul(Cuda, const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B) {
  if (C.numel() == 0) return;
  auto& s = cuda::stream(C.device().index);
  if (A.size(1) > 0) {
    const auto a = blas_operand(A), b = blas_operand(B);  // copies, maybe, which must be there when it starts
    const Gemm<T> product(C, a, b);
    return cuda::start(s, operation, product, product);
  }
  const auto bytes = static_cast<std::size_t>(C.numel()) * sizeof(T);  // sums of nothing
  const auto clear = [to = C.data_ptr(), bytes, order = s.handle] {
    cuda::check(cudaMemsetAsync(to, 0, bytes, order), operation);
  };
  cuda::start(s, operation, clear, C.data_ptr(), bytes);
}

#define D2L_INSTANTIATE(T) template void matmul(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels
