#include "d2l/nn/linear.hpp"

#include <cmath>

#include "d2l/nn/init.hpp"
#include "d2l/ops/matmul.hpp"

namespace d2l::nn {

Linear::Linear(std::int64_t in, std::int64_t out, bool with_bias) : weight(empty({out, in})) {
  init::kaiming_uniform_(weight, std::sqrt(5.0));
  if (!with_bias) return;
  bias = empty({out});
  const double bound = in > 0 ? 1 / std::sqrt(static_cast<double>(in)) : 0;
  init::uniform_(bias, -bound, bound);
}

Tensor<> Linear::forward(const Tensor<>& X) { return linear(X, weight, bias); }

void Linear::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
}

}  // namespace d2l::nn
