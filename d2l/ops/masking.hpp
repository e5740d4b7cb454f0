#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/comparison.hpp"

// Choosing elements by a mask, a tensor of bools. All throw ShapeError where the shapes do not broadcast.
namespace d2l {

/// x where the condition holds and y elsewhere, element by element, all three broadcast. x gets the gradient where the
/// condition holds, y elsewhere; what is not chosen gets 0, even beside an infinity.
template <class T>
Tensor<T> where(const Tensor<bool>& condition, const Tensor<T>& x, const Tensor<T>& y);

/// x with `value` where the mask holds, broadcast: for example attention scores, with minus infinity for what must not
/// be seen. No gradient flows to what was filled.
template <class T>
Tensor<T> masked_fill(const Tensor<T>& x, const Tensor<bool>& mask, std::type_identity_t<T> value);

/// masked_fill in place, for a mask that broadcasts to the shape of x. Throws AutogradError as every op in place does.
template <class T>
const Tensor<T>& masked_fill_(const Tensor<T>& x, const Tensor<bool>& mask, std::type_identity_t<T> value);

/// The elements of x for which the mask holds, both broadcast, in row-major order: a vector. Only the mask tells how
/// long it is, so a GPU is waited for.
template <class T>
Tensor<T> masked_select(const Tensor<T>& x, const Tensor<bool>& mask);

/// The lower triangles of the matrices in the last two axes: elements above the diagonal are 0. Diagonal 1 is the one
/// above the main diagonal, -1 the one below. Throws ShapeError for fewer than two axes.
template <class T>
Tensor<T> tril(const Tensor<T>& x, std::int64_t diagonal = 0);
/// The upper triangles: elements below the diagonal are 0.
template <class T>
Tensor<T> triu(const Tensor<T>& x, std::int64_t diagonal = 0);

template <class T, Scalar<T> S>
Tensor<T> where(const Tensor<bool>& condition, S x, const Tensor<T>& y) {
  return masked_fill(y, condition, static_cast<T>(x));
}
template <class T, Scalar<T> S>
Tensor<T> where(const Tensor<bool>& condition, const Tensor<T>& x, S y) {
  return where(condition, x, scalar_like(x, static_cast<T>(y)));
}

}  // namespace d2l
