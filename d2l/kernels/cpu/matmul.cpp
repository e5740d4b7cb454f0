
#include <algorithm>
#include <concepts>
#include <string>

#include <cblas.h>

#include "d2l/kernels/blas_operand.hpp"
#include "d2l/kernels/copy.hpp"
#include "d2l/kernels/cpu/onednn.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace {

// oneDNN has two ways to a product of floats. One takes some microseconds to prepare, and is faster by up to a sixth
// for large matrices of which the first is not transposed.
bool is_worth_preparing(std::int64_t n, std::int64_t m, std::int64_t k, const BlasOperand<float>& A) {
  constexpr std::int64_t large = 1 << 22;
  return !A.transposed && n >= large / m / k;
}

dnnl::memory as_memory(const BlasOperand<float>& X) {
  const auto strides = X.transposed ? dnnl::memory::dims{1, X.leading} : dnnl::memory::dims{X.leading, 1};
  return {{{X.matrix.size(0), X.matrix.size(1)}, dnnl::memory::data_type::f32, strides},
          onednn::engine(),
          X.matrix.data_ptr()};
}

void prepared_product(const BlasOperand<float>& C, const BlasOperand<float>& A, const BlasOperand<float>& B) {
  const auto a = as_memory(A), b = as_memory(B), c = as_memory(C);
  const auto product = onednn::product(a.get_desc(), b.get_desc(), c.get_desc());
  dnnl::stream stream(onednn::engine());
  product.execute(stream, {{DNNL_ARG_SRC, a}, {DNNL_ARG_WEIGHTS, b}, {DNNL_ARG_DST, c}});
  stream.wait();
}

// float on oneDNN, which is the faster of the two libraries at the shapes of the book.
void gemm(const Tensor<float>& C, const BlasOperand<float>& A, const BlasOperand<float>& B) {
  const auto n = C.size(0), m = C.size(1), k = A.matrix.size(1);
  try {
    if (is_worth_preparing(n, m, k, A)) return prepared_product({C, false, m}, A, B);
    dnnl::error::wrap_c_api(
        dnnl_sgemm(A.transposed ? 'T' : 'N', B.transposed ? 'T' : 'N', n, m, k, 1.0F, A.matrix.data_ptr(), A.leading,
                   B.matrix.data_ptr(), B.leading, 0.0F, C.data_ptr(), m),
        "dnnl_sgemm");
  } catch (const dnnl::error& error) {
    throw Error(std::string("matmul: oneDNN failed: ") + error.what());
  }
}

void gemm(const Tensor<double>& C, const BlasOperand<double>& A, const BlasOperand<double>& B) {
  const auto size = [](std::int64_t v) { return static_cast<blasint>(v); };
  const auto n = C.size(0), m = C.size(1), k = A.matrix.size(1);
  cblas_dgemm(CblasRowMajor, A.transposed ? CblasTrans : CblasNoTrans, B.transposed ? CblasTrans : CblasNoTrans,
              size(n), size(m), size(k), 1.0, A.matrix.data_ptr(), size(A.leading), B.matrix.data_ptr(),
              size(B.leading), 0.0, C.data_ptr(), size(m));
}

// Whether C has so few columns that a row of them, the scores of ten classes, leaves most of oneDNN's vector registers
// empty. A row of its transpose Cᵀ = Bᵀ Aᵀ is long, and takes half of the time.
template <class T>
bool is_narrow(const Tensor<T>& C, std::int64_t k) {
  constexpr std::int64_t most_columns = 12, least = 32;
  return std::same_as<T, float> && C.size(1) > 1 && C.size(1) <= most_columns && C.size(0) >= least && k >= least;
}

}  // namespace

template <class T>
void matmul(Cpu, const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B) {
  const auto k = A.size(1);
  if (C.numel() == 0) return;
  onednn::keep_promised_threads();
  if (k == 0) {
    fill(C, T(0));
  } else if (is_narrow(C, k)) {
    const auto Ct = Tensor<T>::allocate({C.size(1), C.size(0)}, C.device());
    const auto Bt = transposed(B);
    gemm(Ct, blas_operand(Bt.is_contiguous() ? Bt : copied(Bt)), blas_operand(transposed(A)));
    copy(C, transposed(Ct));
  } else {
    gemm(C, blas_operand(A), blas_operand(B));
  }
}

#define D2L_INSTANTIATE(T) template void matmul(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels
