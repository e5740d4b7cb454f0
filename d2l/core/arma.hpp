#pragma once

#include <memory>
#include <utility>

#include <armadillo>

#include "d2l/core/tensor.hpp"

// The bridge to Armadillo and the C++ world behind it: closed-form solutions, decompositions, statistics, CSV.
//
// Tensors are row-major, Armadillo's matrices column-major, so the same memory means the transpose on the other side:
// element (i, j) of a tensor is element (j, i) of the matrix over its memory. Writes through the matrix bypass
// autograd, like writes through a raw address: no gradient learns of them.
namespace d2l {

/// Xᵀ as an Armadillo matrix over the memory of X: what is written through one shows in the other. X is a row-major
/// matrix (n, m), seen as m × n, or a vector, seen as a column. X must outlive the matrix. Throws ShapeError for other
/// layouts, DeviceError for a tensor that is not on the CPU.
template <class T>
arma::Mat<T> as_arma_transposed(const Tensor<T>& X) {
  if (X.device().is_cuda())
    throw DeviceError("as_arma_transposed: Armadillo has no way to the memory of " + to_string(X.device()) +
                      "; call cpu() first");
  if (X.dim() < 1 || X.dim() > 2 || !X.is_contiguous())
    throw ShapeError("as_arma_transposed: needs a row-major vector or matrix, not shape " + to_string(X.shape()) +
                     " with strides " + to_string(X.strides()) + "; call contiguous() first");
  const auto rows = static_cast<arma::uword>(X.size(-1));
  const auto columns = static_cast<arma::uword>(X.dim() == 2 ? X.size(0) : 1);
  return arma::Mat<T>(X.data_ptr(), rows, columns, false, true);
}

/// X itself as an Armadillo matrix: over the memory of X where that is column-major (a vector, or the transpose of a
/// row-major matrix), a copy where it is not, or where X is on a GPU. X must outlive the matrix. Throws ShapeError
/// unless X has one or two axes, and for a vector with gaps.
template <class T>
arma::Mat<T> as_arma(const Tensor<T>& X) {
  if (X.device().is_cuda()) {
    const auto here = on_cpu(X);
    const auto M = as_arma(here);
    return arma::Mat<T>(M.memptr(), M.n_rows, M.n_cols);
  }
  if (X.dim() == 2 && X.size(0) != 0 && X.strides()[0] == 1 && X.strides()[1] == X.size(0))
    return arma::Mat<T>(X.data_ptr(), static_cast<arma::uword>(X.size(0)), static_cast<arma::uword>(X.size(1)), false,
                        true);
  if (X.dim() == 1 && X.is_contiguous()) return as_arma_transposed(X);
  if (X.dim() != 2) throw ShapeError("as_arma: needs a vector or a matrix, not shape " + to_string(X.shape()));
  arma::Mat<T> M(static_cast<arma::uword>(X.size(0)), static_cast<arma::uword>(X.size(1)), arma::fill::none);
  for (arma::uword j = 0; j < M.n_cols; ++j)
    for (arma::uword i = 0; i < M.n_rows; ++i) M(i, j) = X.at(i, j);
  return M;
}

/// A tensor of the matrix's shape over the matrix's memory, which it takes over: no copy, but column-major strides, so
/// `contiguous()` copies it into row-major order where that matters.
template <class T>
Tensor<T> from_arma(arma::Mat<T> M) {
  auto owner = std::make_shared<arma::Mat<T>>(std::move(M));
  const auto rows = static_cast<std::int64_t>(owner->n_rows), columns = static_cast<std::int64_t>(owner->n_cols);
  return Tensor<T>(Storage::wrap(owner->memptr(), owner->n_elem * sizeof(T), owner), 0, {rows, columns},
                   {1, std::max<std::int64_t>(rows, 1)});
}

}  // namespace d2l
