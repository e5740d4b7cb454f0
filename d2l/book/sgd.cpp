#include "d2l/book/sgd.hpp"

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"

namespace d2l {

void sgd(const std::vector<Tensor<>>& parameters, double lr, std::int64_t batch_size) {
  if (parameters.empty()) throw ValueError("sgd: there are 0 parameters to change");
  for (const auto& p : parameters) {
    p.data() -= lr * p.grad() / batch_size;
    p.grad().zero_();
  }
}

}  // namespace d2l
