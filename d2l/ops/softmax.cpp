#include "d2l/ops/softmax.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/loss.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// log_softmax outside the graph, along an axis that is already counted from the front: the kernel works on the rows of
// a matrix.
template <class T>
Tensor<T> log_probabilities(const Tensor<T>& x, std::int64_t axis) {
  const NoGrad internal;
  const UntrackedViews result_is_no_view;
  if (x.numel() == 0) return empty_like(x);
  if (x.dim() == 0) return view(log_probabilities(view(x, {1}), 0), {});
  const auto last = x.dim() - 1;
  const auto rows = contiguous(transpose(x, axis, last));
  const auto y = empty_like(rows);
  const auto n = x.shape()[axis];
  kernels::on(y, [&](auto device) { kernels::log_softmax(device, view(y, {-1, n}), view(rows, {-1, n})); });
  return contiguous(transpose(y, axis, last));
}

// On a GPU the kernel looks itself: the host would have to wait for it.
void expect_labels(const Tensor<std::int64_t>& labels, std::int64_t classes) {
  if (labels.device().is_cuda()) return;
  for (std::int64_t i = 0; i < labels.numel(); ++i)
    if (const auto label = labels.at(i); label < 0 || label >= classes)
      throw IndexError("cross_entropy: label " + std::to_string(label) + " of example " + std::to_string(i) +
                       " is outside 0 to " + std::to_string(classes - 1));
}

}  // namespace

template <std::floating_point T>
Tensor<T> log_softmax(const Tensor<T>& x, std::int64_t axis) {
  const auto a = normalize_axis("log_softmax", axis, x.dim());
  const auto y = log_probabilities(x, a);
  if (grad_enabled())
    record("log_softmax", y, {edge(x)}, [a, y = Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
      x.accumulate(sub(dy, mul(exp(*y), sum(dy, a, keepdim))));
    });
  return y;
}

template <std::floating_point T>
Tensor<T> softmax(const Tensor<T>& x, std::int64_t axis) {
  const auto a = normalize_axis("softmax", axis, x.dim());
  const auto p = log_probabilities(x, a).exp_();
  if (grad_enabled())
    record("softmax", p, {edge(x)}, [a, p = Saved<T>(p)](const Tensor<T>& dp, const Input<T>& x) {
      x.accumulate(mul(*p, sub(dp, sum(mul(dp, *p), a, keepdim))));
    });
  return p;
}

template <std::floating_point T>
Tensor<T> cross_entropy(const Tensor<T>& logits, const Tensor<std::int64_t>& labels, Reduction reduction,
                        std::optional<std::int64_t> ignore_index, const Tensor<T>& weight) {
  expect_same_device("cross_entropy", logits, labels);
  if (logits.dim() != 2 || labels.dim() != 1 || logits.size(0) != labels.size(0))
    throw ShapeError("cross_entropy: scores of shape " + to_string(logits.shape()) + " and labels of shape " +
                     to_string(labels.shape()) + "; it takes (n, classes) and (n)");
  if (ignore_index || weight.defined())
    return nll_loss(log_softmax(logits, 1), labels, reduction, ignore_index, weight);
  expect_labels(labels, logits.size(1));
  const auto log_p = log_probabilities(logits, 1);
  const auto loss = empty<T>({logits.size(0)}, logits.device());
  kernels::on(loss, [&](auto device) { kernels::negative_log_likelihood(device, loss, log_p, labels); });
  if (grad_enabled())
    record(
        "cross_entropy", loss, {edge(logits)},
        [log_p = Saved<T>(log_p), labels = Saved<std::int64_t>(labels)](const Tensor<T>& dl, const Input<T>& logits) {
          const auto dx = empty<T>(logits.shape(), logits.device());
          if (dx.numel() > 0)
            kernels::on(dx, [&](auto device) { kernels::cross_entropy_gradient(device, dx, *log_p, *labels, dl); });
          logits.accumulate(dx);
        });
  return reduced(loss, reduction);
}

#define D2L_INSTANTIATE(T)                                                                   \
  template Tensor<T> softmax(const Tensor<T>&, std::int64_t);                                \
  template Tensor<T> log_softmax(const Tensor<T>&, std::int64_t);                            \
  template Tensor<T> cross_entropy(const Tensor<T>&, const Tensor<std::int64_t>&, Reduction, \
                                   std::optional<std::int64_t>, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
