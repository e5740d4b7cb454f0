#include "d2l/nn/sequential.hpp"

#include <string>

namespace d2l::nn {

Module& Sequential::operator[](std::size_t i) {
  if (i >= layers_.size())
    throw IndexError("Sequential: there is no module " + std::to_string(i) + " among " +
                     std::to_string(layers_.size()));
  return *layers_[i];
}

Tensor<> Sequential::forward(const Tensor<>& X) {
  auto Y = X;
  for (const auto& layer : layers_) Y = (*layer)(Y);
  return Y;
}

void Sequential::visit(Visitor& v) {
  for (std::size_t i = 0; i < layers_.size(); ++i) v(std::to_string(i), *layers_[i]);
}

}  // namespace d2l::nn
