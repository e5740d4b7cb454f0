#include "d2l/book/accuracy.hpp"

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/nn/evaluation.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {

Tensor<std::int64_t> hits(const Tensor<>& y_hat, const Tensor<std::int64_t>& y) { return (y_hat.argmax(1) == y).sum(); }

double accuracy(const Tensor<>& y_hat, const Tensor<std::int64_t>& y) {
  return static_cast<double>(hits(y_hat, y).item()) / static_cast<double>(y.numel());
}

double evaluate_accuracy(const Batches& data, const Classifier& net) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net.module());
  Tensor<std::int64_t> right;  // where the data are: it is read once
  std::int64_t examples = 0;
  data.for_each([&](const Tensor<>& X, const Tensor<std::int64_t>& y) {
    check_interrupt();
    if (!right.defined()) right = y.new_zeros({});
    right += hits(net.evaluate(X), y);
    examples += y.size(0);
  });
  if (examples == 0) throw ValueError("evaluate_accuracy: there are no examples to count");
  return static_cast<double>(right.item()) / static_cast<double>(examples);
}

}  // namespace d2l
