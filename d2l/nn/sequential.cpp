#include "d2l/nn/sequential.hpp"

namespace d2l::nn {

Tensor<> Sequential::forward(const Tensor<>& X) {
  auto Y = X;
  for (const auto& layer : layers_) Y = layer(Y);
  return Y;
}

}  // namespace d2l::nn
