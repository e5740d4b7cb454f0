#include "d2l/book/accuracy.hpp"

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {

Tensor<std::int64_t> hits(const Tensor<>& y_hat, const Tensor<std::int64_t>& y) { return (y_hat.argmax(1) == y).sum(); }

double accuracy(const Tensor<>& y_hat, const Tensor<std::int64_t>& y) {
  return static_cast<double>(hits(y_hat, y).item()) / static_cast<double>(y.numel());
}

double evaluate_accuracy(const FashionMnistLoader& data, const Classifier& net) {
  const NoGrad no_grad;
  net.train(false);
  const auto right = data.dataset().labels().new_zeros({});  // where the data are: it is read once
  for (const auto& [X, y] : data) {
    check_interrupt();
    right += hits(net(X), y);
  }
  net.train(true);
  return static_cast<double>(right.item()) / static_cast<double>(data.dataset().size());
}

}  // namespace d2l
