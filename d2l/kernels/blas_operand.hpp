#pragma once

#include <algorithm>

#include "d2l/kernels/copy.hpp"

namespace d2l::kernels {

/// The same memory, seen as the transpose.
template <class T>
Tensor<T> transposed(const Tensor<T>& X) {
  return {X.storage(), X.storage_offset(), {X.size(1), X.size(0)}, {X.strides()[1], X.strides()[0]}};
}

/// A matrix as BLAS takes it: rows or columns lie without gaps, `leading` elements from one to the next.
template <class T>
struct BlasOperand {
  Tensor<T> matrix;
  bool transposed;
  std::int64_t leading;
};

/// X itself where BLAS can take it, else a copy.
template <class T>
BlasOperand<T> blas_operand(const Tensor<T>& X) {
  const auto rows = X.size(0), columns = X.size(1);
  const auto down = X.strides()[0], across = X.strides()[1];
  if ((across == 1 || columns == 1) && (down >= columns || rows == 1))
    return {X, false, std::max({down, columns, std::int64_t{1}})};
  if ((down == 1 || rows == 1) && (across >= rows || columns == 1))
    return {X, true, std::max({across, rows, std::int64_t{1}})};
  return {copied(X), false, std::max<std::int64_t>(columns, 1)};
}

}  // namespace d2l::kernels
