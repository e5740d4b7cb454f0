#pragma once

#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l::optim {

/// Multiplies all gradients by max_norm / (norm + 1e-6) where that is less than 1, so that together, as one long
/// vector, they are no longer than max_norm (PyTorch's clip_grad_norm_; Pascanu, Mikolov and Bengio 2013,
/// arXiv:1211.5063). Returns their norm before, of shape (). Nothing is read from a GPU. Parameters without a gradient
/// do not count. Throws ValueError for a max_norm that is not above 0.
Tensor<> clip_grad_norm_(const std::vector<Tensor<>>& parameters, double max_norm);

}  // namespace d2l::optim
