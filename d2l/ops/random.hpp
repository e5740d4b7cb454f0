#pragma once

#include "d2l/core/generator.hpp"
#include "d2l/core/tensor.hpp"

// Random tensors: the numbers that PyTorch draws from the same seed (`manual_seed`), in the same order,
// whatever device they are for: drawn on the host, then put on the default device, or on that of the tensor given.
namespace d2l {

/// Evenly distributed from 0 up to but not including 1.
template <std::floating_point T = float>
Tensor<T> rand(const Shape& shape, Generator& generator = default_generator());
/// Normally distributed with mean 0 and standard deviation 1.
template <std::floating_point T = float>
Tensor<T> randn(const Shape& shape, Generator& generator = default_generator());
/// Normally distributed. Throws ValueError for a negative standard deviation.
template <std::floating_point T = float>
Tensor<T> normal(double mean, double std, const Shape& shape, Generator& generator = default_generator());
/// Integers from low up to but not including high. Throws ValueError for an empty range.
template <class T = std::int64_t>
Tensor<T> randint(std::int64_t low, std::int64_t high, const Shape& shape, Generator& generator = default_generator());
/// The numbers 0 to n - 1 in random order. Throws ShapeError for a negative n.
Tensor<std::int64_t> randperm(std::int64_t n, Generator& generator = default_generator());
/// 1 with the probability that p has there, else 0. Throws ValueError for a p outside 0 to 1.
template <std::floating_point T>
Tensor<T> bernoulli(const Tensor<T>& p, Generator& generator = default_generator());
/// `rand` of x's shape, type and device.
template <std::floating_point T>
Tensor<T> rand_like(const Tensor<T>& x, Generator& generator = default_generator());
/// `randn` of x's shape, type and device.
template <std::floating_point T>
Tensor<T> randn_like(const Tensor<T>& x, Generator& generator = default_generator());

}  // namespace d2l
