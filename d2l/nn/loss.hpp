#pragma once

#include "d2l/ops/softmax.hpp"

// Losses as function objects: made once with their reduction, called for each batch.
namespace d2l::nn {

/// -log of the probability that softmax gives to the label, from scores (n, classes) and labels (n) (section 3.7). The
/// softmax is inside, where it is safe: a network for this loss ends in scores.
struct CrossEntropyLoss {
  Reduction reduction = Reduction::mean;
  Tensor<> operator()(const Tensor<>& scores, const Tensor<std::int64_t>& labels) const {
    return cross_entropy(scores, labels, reduction);
  }
};

/// (ŷ - y)², without the 1/2 that section 3.2 has in its own (section 3.3). Throws ShapeError where the shapes differ.
struct MSELoss {
  Reduction reduction = Reduction::mean;
  Tensor<> operator()(const Tensor<>& y_hat, const Tensor<>& y) const;
};

}  // namespace d2l::nn
