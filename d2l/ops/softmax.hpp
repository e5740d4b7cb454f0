#pragma once

#include <optional>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/reduced.hpp"

// From scores (logits) to probabilities and their loss (sections 3.6, 3.7).
namespace d2l {

/// pⱼ = exp(xⱼ) / Σₖ exp(xₖ) along an axis, without overflow; dx = p·(dp - Σ dp·p).
template <std::floating_point T>
Tensor<T> softmax(const Tensor<T>& x, std::int64_t axis);

/// log pⱼ = xⱼ - log Σₖ exp(xₖ) along an axis. The largest x is taken off first: one term of the sum is then exp(0) =
/// 1, so the sum lies between 1 and the number of classes, whatever the scores. dx = dy - p·Σ dy.
template <std::floating_point T>
Tensor<T> log_softmax(const Tensor<T>& x, std::int64_t axis);

/// -log p[label], from scores (n, classes) and labels (n): log-softmax and the choice of the label in one step, which
/// is safe where `-log(softmax(x))` would be -log 0. dx = (p - [column = label])·dl. Shape (n) with Reduction::none,
/// else (). `ignore_index` and `weight` are those of nll_loss: which label does not count, and how much each class
/// counts. Throws ShapeError, and IndexError for a label that is no class.
template <std::floating_point T>
Tensor<T> cross_entropy(const Tensor<T>& logits, const Tensor<std::int64_t>& labels,
                        Reduction reduction = Reduction::mean, std::optional<std::int64_t> ignore_index = {},
                        const Tensor<T>& weight = {});

}  // namespace d2l
