#include "d2l/book/linear_regression.hpp"

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/matmul.hpp"

namespace d2l {

Tensor<> linreg(const Tensor<>& X, const Tensor<>& w, const Tensor<>& b) { return matmul(X, w) + b; }

// y is seen in the shape of y_hat: (n) beside (n, 1) would broadcast to (n, n).
Tensor<> squared_loss(const Tensor<>& y_hat, const Tensor<>& y) { return square(y_hat - y.view(y_hat.shape())) / 2; }

}  // namespace d2l
