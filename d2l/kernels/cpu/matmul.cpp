#include <string>

#include <cblas.h>
#include <dnnl.h>

#include "d2l/kernels/kernels.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l::kernels {
namespace {

// A matrix as BLAS takes it: rows or columns lie without gaps, `leading` elements from one to the next.
template <class T>
struct Operand {
  Tensor<T> matrix;
  bool transposed;
  std::int64_t leading;
};

template <class T>
Operand<T> operand(const Tensor<T>& X) {
  const auto rows = X.size(0), columns = X.size(1);
  const auto down = X.strides()[0], across = X.strides()[1];
  if ((across == 1 || columns == 1) && (down >= columns || rows == 1))
    return {X, false, std::max({down, columns, std::int64_t{1}})};
  if ((down == 1 || rows == 1) && (across >= rows || columns == 1))
    return {X, true, std::max({across, rows, std::int64_t{1}})};
  return {clone(X.detach()), false, std::max<std::int64_t>(columns, 1)};
}

// float on oneDNN, which is the faster of the two at the shapes of the book.
void gemm(std::int64_t n, std::int64_t m, std::int64_t k, const Operand<float>& A, const Operand<float>& B,
          const Tensor<float>& C) {
  const auto status = dnnl_sgemm(A.transposed ? 'T' : 'N', B.transposed ? 'T' : 'N', n, m, k, 1.0F, A.matrix.data_ptr(),
                                 A.leading, B.matrix.data_ptr(), B.leading, 0.0F, C.data_ptr(), m);
  if (status != dnnl_success) throw Error("matmul: oneDNN failed with status " + std::to_string(status));
}

void gemm(std::int64_t n, std::int64_t m, std::int64_t k, const Operand<double>& A, const Operand<double>& B,
          const Tensor<double>& C) {
  const auto size = [](std::int64_t v) { return static_cast<blasint>(v); };
  cblas_dgemm(CblasRowMajor, A.transposed ? CblasTrans : CblasNoTrans, B.transposed ? CblasTrans : CblasNoTrans,
              size(n), size(m), size(k), 1.0, A.matrix.data_ptr(), size(A.leading), B.matrix.data_ptr(),
              size(B.leading), 0.0, C.data_ptr(), size(m));
}

}  // namespace

template <class T>
void matmul(const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B) {
  const auto n = A.size(0), k = A.size(1), m = B.size(1);
  if (n == 0 || m == 0) return;
  if (k == 0) {
    C.zero_();
    return;
  }
  gemm(n, m, k, operand(A), operand(B), C);
}

template void matmul(const Tensor<float>&, const Tensor<float>&, const Tensor<float>&);
template void matmul(const Tensor<double>&, const Tensor<double>&, const Tensor<double>&);

}  // namespace d2l::kernels
