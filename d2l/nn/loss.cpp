#include "d2l/nn/loss.hpp"

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l::nn {

Tensor<> MSELoss::operator()(const Tensor<>& y_hat, const Tensor<>& y) const {
  if (y_hat.shape() != y.shape())
    throw ShapeError("MSELoss: predictions of shape " + to_string(y_hat.shape()) + " and targets of shape " +
                     to_string(y.shape()) + " differ; view one in the shape of the other, or they would broadcast");
  return reduced(square(y_hat - y), reduction);
}

}  // namespace d2l::nn
