#include "d2l/book/normal_linear.hpp"

#include "d2l/nn/init.hpp"

namespace d2l {

nn::Linear normal_linear(std::int64_t in, std::int64_t out, double std) {
  nn::Linear layer(in, out);
  nn::init::normal_(layer.weight, 0, std);
  nn::init::zeros_(layer.bias);
  return layer;
}

}  // namespace d2l
