#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The parameters with the least squared loss.
struct LeastSquares {
  Tensor<> w;  ///< (d, 1)
  float b;
};

/// Solves linear regression in closed form: minimizes ‖X w + b - y‖² for features X (n, d) and labels of n elements, by
/// Armadillo and in double precision (section 3.1.1). Throws ValueError where no solution is found.
LeastSquares least_squares(const Tensor<>& X, const Tensor<>& y);

}  // namespace d2l
