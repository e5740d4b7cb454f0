#pragma once

#include <optional>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/reduced.hpp"

// Losses besides cross_entropy (softmax.hpp).
namespace d2l {

/// -log p[label]·weight[label], from logarithms of probabilities (n, classes), as log_softmax gives them, and labels
/// (n). Examples whose label is `ignore_index` do not count: their loss and gradient are 0. (PyTorch ignores the label
/// -100 unasked; here it is a label that is no class, unless it is named.) The mean is the sum of the losses, divided
/// by the sum of the weights of the examples that count, so NaN where none does. `weight` has shape (classes); without
/// it each weight is 1. It gets no gradient. Throws ShapeError, and IndexError for a label that is no class.
template <std::floating_point T>
Tensor<T> nll_loss(const Tensor<T>& log_p, const Tensor<std::int64_t>& labels, Reduction reduction = Reduction::mean,
                   std::optional<std::int64_t> ignore_index = {}, const Tensor<T>& weight = {});

/// -(w·y·log σ(x) + (1 - y)·log(1 - σ(x))) for each score x and the probability y that it should have, both of one
/// shape: the sigmoid is inside, so that neither logarithm is taken of 0. w is `pos_weight`, how much more a positive
/// counts (1 where it is not given), and `weight` multiplies the loss; both broadcast, and get no gradient.
/// dx = ((w·y + 1 - y)·σ(x) - w·y)·dl, dy = ((w - 1)·log(1 + e⁻ˣ) - x)·dl. Throws ShapeError.
template <std::floating_point T>
Tensor<T> binary_cross_entropy_with_logits(const Tensor<T>& x, const Tensor<T>& y,
                                           Reduction reduction = Reduction::mean, const Tensor<T>& weight = {},
                                           const Tensor<T>& pos_weight = {});

}  // namespace d2l
