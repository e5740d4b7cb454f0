#pragma once

#include "d2l/core/tensor.hpp"

// Reductions over all axes, over one, or over several; with `keepdim` a reduced axis stays, with size 1. Negative axes
// count from the end. All throw IndexError for an axis that is not there, ShapeError for one named twice.
namespace d2l {

/// The sum; of integers and bools as int64. Floats are summed in double precision. Empty sums are 0. dx = dy, repeated.
template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, const Out<typename Tensor<T>::Sum>& out = {});
template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, std::int64_t axis, bool keepdim = false,
                                    const Out<typename Tensor<T>::Sum>& out = {});
template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, const Dims& axes, bool keepdim = false,
                                    const Out<typename Tensor<T>::Sum>& out = {});

/// The sum divided by the number of elements; NaN for none. dx = dy/n, repeated. The mean of whole numbers is a
/// fraction and does not compile: `mean(to<float>(x))` says which type it should have.
template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x);
template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x, std::int64_t axis, bool keepdim = false);
template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x, const Dims& axes, bool keepdim = false);

template <class T, class... Axes>
requires(!std::floating_point<T>)
Tensor<T> mean(const Tensor<T>& x, Axes...) = delete;  // of whole numbers: write mean(to<float>(x))

/// The Euclidean norm √Σx²; dx = dy·x/y, and 0 where y is 0.
template <std::floating_point T>
Tensor<T> norm(const Tensor<T>& x);
template <std::floating_point T>
Tensor<T> norm(const Tensor<T>& x, const Dims& axes, bool keepdim = false);

/// `x` summed over the axes along which `shape` was broadcast to x's: what a gradient does on its way back. Throws
/// ShapeError where `shape` does not broadcast to x's.
template <std::floating_point T>
Tensor<T> sum_to(const Tensor<T>& x, const Shape& shape);

}  // namespace d2l
