#pragma once

#include "d2l/core/tensor.hpp"

// Products of matrices and vectors (section 2.2). All throw ShapeError where the inner sizes differ.
namespace d2l {

/// C = A B for matrices A (n, k) and B (k, m); for vectors as in PyTorch: (k)·(k) is a number, (n, k)(k) and (k)(k, m)
/// are vectors. Both may have more axes in front, which are broadcast: (…, n, k)(…, k, m) multiplies each pair of
/// matrices, as NumPy does. dA = dC Bᵀ, dB = Aᵀ dC. Also throws ShapeError for a scalar, and where the axes in front do
/// not broadcast.
template <std::floating_point T>
Tensor<T> matmul(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out = {});
/// C = A B, of two matrices only.
template <std::floating_point T>
Tensor<T> mm(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out = {});
/// y = A x for a matrix (n, k) and a vector (k).
template <std::floating_point T>
Tensor<T> mv(const Tensor<T>& A, const Tensor<T>& x, const Out<T>& out = {});
/// Σ xᵢ yᵢ for two vectors of one length.
template <std::floating_point T>
Tensor<T> dot(const Tensor<T>& x, const Tensor<T>& y, const Out<T>& out = {});
/// Y = X Wᵀ + b for X (…, in), W (out, in) and b (out), or without b where it is not defined: what a Linear layer
/// computes. dX = dY W, dW = dYᵀ X, db = the sum of dY's rows.
template <std::floating_point T>
Tensor<T> linear(const Tensor<T>& X, const Tensor<T>& W, const Tensor<T>& b = {});

}  // namespace d2l
