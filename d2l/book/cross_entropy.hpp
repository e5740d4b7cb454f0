#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l::book {

/// -log p[label] for each example, from probabilities p (n, classes) and labels (n); shape (n, 1) (section 3.6). The
/// cross_entropy of d2l/ops/softmax.hpp starts from scores instead, and survives a probability that rounds to 0.
Tensor<> cross_entropy(const Tensor<>& p, const Tensor<std::int64_t>& labels);

}  // namespace d2l::book
