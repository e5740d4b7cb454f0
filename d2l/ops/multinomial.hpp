#pragma once

#include "d2l/core/generator.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// n places drawn with the probabilities p: a vector (n) for one distribution p (categories), (rows, n) for one per
/// row. Each row of p may have any sum above 0. Without replacement a place comes at most once, likelier ones tending
/// to come sooner.
/// The numbers are those that PyTorch draws from the same seed, wherever p lies; the draws are made on the host, so a
/// GPU is waited for. (Section 6.4 draws the next character so.)
/// Throws ShapeError for any other number of axes; ValueError for n below 1, for a probability that is negative or not
/// finite, for a row of zeros, and, without replacement, where fewer than n places of a row are above 0.
template <std::floating_point T>
Tensor<std::int64_t> multinomial(const Tensor<T>& p, std::int64_t n, bool replacement = false,
                                 Generator& generator = default_generator());

}  // namespace d2l
