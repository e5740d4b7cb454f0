#pragma once

#include "d2l/ops/loss.hpp"
#include "d2l/ops/softmax.hpp"

// Losses as function objects: made once with their reduction, called for each batch.
namespace d2l::nn {

/// -log of the probability that softmax gives to the label, from scores (n, classes) and labels (n) (section 3.7). The
/// softmax is inside, where it is safe: a network for this loss ends in scores. Examples with the label `ignore_index`
/// do not count, and each class counts as much as its `weight` (classes) says, as in nll_loss.
struct CrossEntropyLoss {
  Reduction reduction = Reduction::mean;
  std::optional<std::int64_t> ignore_index = {};
  Tensor<> weight = {};
  Tensor<> operator()(const Tensor<>& scores, const Tensor<std::int64_t>& labels) const {
    return cross_entropy(scores, labels, reduction, ignore_index, weight);
  }
};

/// The same from logarithms of probabilities (n, classes): for a network that ends in log_softmax.
struct NLLLoss {
  Reduction reduction = Reduction::mean;
  std::optional<std::int64_t> ignore_index = {};
  Tensor<> weight = {};
  Tensor<> operator()(const Tensor<>& log_p, const Tensor<std::int64_t>& labels) const {
    return nll_loss(log_p, labels, reduction, ignore_index, weight);
  }
};

/// Cross entropy of yes and no: of scores and the probabilities, 0 to 1, that their sigmoids should have, in one shape.
/// `weight` multiplies the loss, `pos_weight` its part for what should be 1; both broadcast.
struct BCEWithLogitsLoss {
  Reduction reduction = Reduction::mean;
  Tensor<> weight = {}, pos_weight = {};
  Tensor<> operator()(const Tensor<>& scores, const Tensor<>& y) const {
    return binary_cross_entropy_with_logits(scores, y, reduction, weight, pos_weight);
  }
};

/// (ŷ - y)², without the 1/2 in that of section 3.2 (section 3.3). Throws ShapeError where the shapes differ.
struct MSELoss {
  Reduction reduction = Reduction::mean;
  Tensor<> operator()(const Tensor<>& y_hat, const Tensor<>& y) const;
};

}  // namespace d2l::nn
