#pragma once

#include "d2l/core/tensor.hpp"

// Functions of each element on its own (section 2.2). Each has three forms: `exp(x)`, into the memory of another tensor
// `exp(x, out(y))`, and in place `x.exp_()`.
namespace d2l {

/// y = eˣ, y' = y.
template <std::floating_point T>
Tensor<T> exp(const Tensor<T>& x, const Out<T>& out = {});
/// y = ln x, y' = 1/x. NaN below 0, minus infinity at 0.
template <std::floating_point T>
Tensor<T> log(const Tensor<T>& x, const Out<T>& out = {});
/// y = √x, y' = 1/(2y). NaN below 0.
template <std::floating_point T>
Tensor<T> sqrt(const Tensor<T>& x, const Out<T>& out = {});
/// y = (eˣ - e⁻ˣ)/(eˣ + e⁻ˣ), y' = 1 - y² (section 3.8).
template <std::floating_point T>
Tensor<T> tanh(const Tensor<T>& x, const Out<T>& out = {});
/// y = 1/(1 + e⁻ˣ), y' = y(1 - y) (section 3.8).
template <std::floating_point T>
Tensor<T> sigmoid(const Tensor<T>& x, const Out<T>& out = {});
/// y = max(x, 0), y' = 1 above 0 and 0 elsewhere (section 3.8).
template <std::floating_point T>
Tensor<T> relu(const Tensor<T>& x, const Out<T>& out = {});
/// y = x^exponent, y' = exponent·x^(exponent - 1).
template <std::floating_point T>
Tensor<T> pow(const Tensor<T>& x, double exponent, const Out<T>& out = {});
/// y = |x|, y' = sign x; at 0 it is 0.
template <Number T>
Tensor<T> abs(const Tensor<T>& x, const Out<T>& out = {});
/// y = -x.
template <Number T>
Tensor<T> neg(const Tensor<T>& x, const Out<T>& out = {});
/// y = x², y' = 2x.
template <Number T>
Tensor<T> square(const Tensor<T>& x, const Out<T>& out = {});
/// y = min(max(x, low), high); y' = 1 from low to high and 0 outside. Throws ValueError for low > high.
template <Number T>
Tensor<T> clamp(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high, const Out<T>& out = {});

template <Number T>
Tensor<T> operator-(const Tensor<T>& x) {
  return neg(x);
}

}  // namespace d2l
