#include "d2l/ops/loss.hpp"

#include <cmath>
#include <string>

#include "d2l/kernels/formulas/exponential.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"
#include "d2l/ops/indexing.hpp"
#include "d2l/ops/masking.hpp"
#include "d2l/ops/places.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

namespace formulas {

// log(1 + e⁻ˣ)
template <class T>
constexpr T softplus_of_minus(T x) {
  return (x < T(0) ? -x : T(0)) + std::log1p(exp(x < T(0) ? x : -x));
}

// w is the weight of a positive.
struct BinaryCrossEntropy {
  static constexpr const char* name = "binary_cross_entropy_with_logits";
  template <class T>
  constexpr T operator()(T x, T y, T w) const {
    return (T(1) - y) * x + (T(1) + (w - T(1)) * y) * softplus_of_minus(x);
  }
};
struct BinaryCrossEntropyDx {
  static constexpr const char* name = BinaryCrossEntropy::name;
  template <class T>
  constexpr T operator()(T dl, T x, T y, T w) const {
    return ((w * y + T(1) - y) * sigmoid(x) - w * y) * dl;
  }
};
struct BinaryCrossEntropyDy {
  static constexpr const char* name = BinaryCrossEntropy::name;
  template <class T>
  constexpr T operator()(T dl, T x, T w) const {
    return ((w == T(1) ? T(0) : (w - T(1)) * softplus_of_minus(x)) - x) * dl;
  }
};

}  // namespace formulas

namespace {

template <class T>
void expect_examples(const Tensor<T>& log_p, const Tensor<std::int64_t>& labels, const Tensor<T>& weight) {
  expect_same_device("nll_loss", log_p, labels);
  if (log_p.dim() != 2 || labels.dim() != 1 || log_p.size(0) != labels.size(0))
    throw ShapeError("nll_loss: logarithms of shape " + to_string(log_p.shape()) + " and labels of shape " +
                     to_string(labels.shape()) + "; it takes (n, classes) and (n)");
  if (!weight.defined()) return;
  expect_same_device("nll_loss", log_p, weight);
  if (weight.shape() != Shape{log_p.size(1)})
    throw ShapeError("nll_loss: weights of shape " + to_string(weight.shape()) + " for " +
                     std::to_string(log_p.size(1)) + " classes; each class needs one");
}

}  // namespace

template <std::floating_point T>
Tensor<T> nll_loss(const Tensor<T>& log_p, const Tensor<std::int64_t>& labels, Reduction reduction,
                   std::optional<std::int64_t> ignore_index, const Tensor<T>& weight) {
  expect_examples(log_p, labels, weight);
  const auto ignored = ignore_index ? labels == *ignore_index : Tensor<bool>();
  const auto classes = ignore_index ? masked_fill(labels, ignored, 0) : labels;
  expect_places("nll_loss: label", classes, log_p.size(1));
  const auto counted = [&](const Tensor<T>& x) { return ignore_index ? masked_fill(x, ignored, T(0)) : x; };

  const auto chosen = neg(squeeze(gather(log_p, 1, unsqueeze(classes, 1)), 1));
  if (!weight.defined() && (!ignore_index || reduction != Reduction::mean)) return reduced(counted(chosen), reduction);
  const auto weights =
      weight.defined() ? index_select(weight.detach(), 0, classes) : ones<T>(labels.shape(), labels.device());
  const auto losses = counted(mul(chosen, weights));
  return reduction == Reduction::mean ? div(sum(losses), sum(counted(weights))) : reduced(losses, reduction);
}

template <std::floating_point T>
Tensor<T> binary_cross_entropy_with_logits(const Tensor<T>& x, const Tensor<T>& y, Reduction reduction,
                                           const Tensor<T>& weight, const Tensor<T>& pos_weight) {
  constexpr const char* name = formulas::BinaryCrossEntropy::name;
  expect_same_device(name, x, y);
  if (x.shape() != y.shape())
    throw ShapeError(std::string(name) + ": scores of shape " + to_string(x.shape()) + " and targets of shape " +
                     to_string(y.shape()) + " differ; view one in the shape of the other, or they would broadcast");
  const auto w = pos_weight.defined() ? pos_weight.detach() : ones<T>({}, x.device());
  expect_same_device(name, x, w);
  if (broadcast(name, x.shape(), w.shape()) != x.shape())
    throw ShapeError(std::string(name) + ": a pos_weight of shape " + to_string(w.shape()) +
                     " does not broadcast to scores of shape " + to_string(x.shape()));
  const auto losses = Tensor<T>::allocate(x.shape(), x.device());
  kernels::map(formulas::BinaryCrossEntropy(), losses, x, y, w);
  record(name, losses, {keep(x), keep_if(x.requires_grad(), y)},
         [w = Saved<T>(w)](const Tensor<T>& dl, const Input<T>& x, const Input<T>& y) {
           if (x.wants_grad()) x.accumulate(mapped(formulas::BinaryCrossEntropyDx(), dl, *x, *y, *w));
           if (y.wants_grad()) y.accumulate(mapped(formulas::BinaryCrossEntropyDy(), dl, *x, *w));
         });
  return reduced(weight.defined() ? mul(losses, weight.detach()) : losses, reduction);
}

#define D2L_INSTANTIATE(T)                                                                                             \
  template Tensor<T> nll_loss(const Tensor<T>&, const Tensor<std::int64_t>&, Reduction, std::optional<std::int64_t>,   \
                              const Tensor<T>&);                                                                       \
  template Tensor<T> binary_cross_entropy_with_logits(const Tensor<T>&, const Tensor<T>&, Reduction, const Tensor<T>&, \
                                                      const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
