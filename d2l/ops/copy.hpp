#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// A copy with memory of its own, row-major; gradients flow through.
template <class T>
Tensor<T> clone(const Tensor<T>& x);

/// `x` itself where it is row-major without gaps, else a copy that is.
template <class T>
Tensor<T> contiguous(const Tensor<T>& x);

/// The same values as elements of type U: `x.to<double>()`. Fractions are cut off towards zero; any number but 0 is
/// true. Gradients flow between floats and doubles.
template <class U, class T>
Tensor<U> to(const Tensor<T>& x);

/// `x` on another device; `x` itself where it already is there. Throws DeviceError.
template <class T>
Tensor<T> to(const Tensor<T>& x, Device device);

/// target = source, broadcast to the shape of target, in place. Throws ShapeError.
template <class T>
const Tensor<T>& copy_(const Tensor<T>& target, const Tensor<T>& source);

/// Every element of target = value, in place.
template <class T>
const Tensor<T>& fill_(const Tensor<T>& target, T value);

/// Whether all elements agree: they are equal, or |x - y| is finite and at most atol + rtol·|y|. So an infinity agrees
/// only with itself, NaN with nothing. Throws ShapeError.
template <class T>
bool allclose(const Tensor<T>& x, const Tensor<T>& y, double rtol = 1e-5, double atol = 1e-8);

}  // namespace d2l
