#pragma once

#include "d2l/core/tensor.hpp"

// How far numbers are spread, over all axes, over one, or over several. The correction c is what is taken off the
// number n of elements: 1, as in PyTorch, for an unbiased estimate from a sample (`unbiased`), 0 for numbers that are
// all there are. All throw IndexError for an axis that is not there, ShapeError for one named twice.
namespace d2l {

/// What is taken off the number of elements: `var(x, 0, keepdim, Correction{0})`.
struct Correction {
  std::int64_t count = 1;
};

/// The variance Σ(x - mean(x))²/(n - c), in double precision; NaN or infinite where n is not above c. dx = 2
/// dy·(x - mean(x))/(n - c).
template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, Correction correction = {});
template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, std::int64_t axis, bool keepdim = false, Correction correction = {});
template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, const Dims& axes, bool keepdim = false, Correction correction = {});

/// The standard deviation, the square root of the variance; its gradient is 0 where all elements are equal. Write it
/// `d2l::std(x)`: a bare `std` is C++'s library.
template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, Correction correction = {});
template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, std::int64_t axis, bool keepdim = false, Correction correction = {});
template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, const Dims& axes, bool keepdim = false, Correction correction = {});

}  // namespace d2l
