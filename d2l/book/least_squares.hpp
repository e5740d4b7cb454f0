#pragma once

#include "d2l/book/linear_regression.hpp"

namespace d2l {

/// Solves linear regression in closed form: minimizes ‖X w + b - y‖² for features X (n, d) and labels of n elements,
/// with Armadillo and in double precision; w has shape (d, 1), on the device of X (section 3.1.1). Throws ValueError
/// where no solution is found.
LinearParameters least_squares(const Tensor<>& X, const Tensor<>& y);

}  // namespace d2l
