#include "d2l/book/synthetic_data.hpp"

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/matmul.hpp"
#include "d2l/ops/random.hpp"

namespace d2l {

std::pair<Tensor<>, Tensor<>> synthetic_data(const Tensor<>& w, float b, std::int64_t n) {
  const auto X = randn({n, w.size(0)});
  const auto y = matmul(X, w) + b;
  return {X, y + normal(0, 0.01, y.shape())};
}

}  // namespace d2l
