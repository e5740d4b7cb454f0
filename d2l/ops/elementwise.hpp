#pragma once

#include "d2l/core/tensor.hpp"

// Functions of each element on its own (section 2.2). Each has three forms: `exp(x)`, into the memory of another tensor
// `exp(x, out(y))`, and in place `exp_(x)`; those that the book uses are members, too: `x.exp()`, `x.exp_()`. The forms
// in place throw what expect_changeable throws (d2l/autograd/record.hpp).
namespace d2l {

/// y = eˣ, y' = y.
template <std::floating_point T>
Tensor<T> exp(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& exp_(const Tensor<T>& x);
/// y = ln x, y' = 1/x. NaN below 0, minus infinity at 0.
template <std::floating_point T>
Tensor<T> log(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& log_(const Tensor<T>& x);
/// y = √x, y' = 1/(2y). NaN below 0.
template <std::floating_point T>
Tensor<T> sqrt(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& sqrt_(const Tensor<T>& x);
/// y = (eˣ - e⁻ˣ)/(eˣ + e⁻ˣ), y' = 1 - y² (section 3.8).
template <std::floating_point T>
Tensor<T> tanh(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& tanh_(const Tensor<T>& x);
/// y = 1/(1 + e⁻ˣ), y' = y(1 - y) (section 3.8).
template <std::floating_point T>
Tensor<T> sigmoid(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& sigmoid_(const Tensor<T>& x);
/// y = max(x, 0), y' = 1 above 0 and 0 elsewhere (section 3.8).
template <std::floating_point T>
Tensor<T> relu(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& relu_(const Tensor<T>& x);
/// y = x^exponent, y' = exponent·x^(exponent - 1).
template <std::floating_point T>
Tensor<T> pow(const Tensor<T>& x, double exponent, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& pow_(const Tensor<T>& x, double exponent);
/// y = |x|, y' = sign x, which is 0 at 0.
template <Number T>
Tensor<T> abs(const Tensor<T>& x, const Out<T>& out = {});
template <Number T>
const Tensor<T>& abs_(const Tensor<T>& x);
/// y = -x.
template <Number T>
Tensor<T> neg(const Tensor<T>& x, const Out<T>& out = {});
template <Number T>
const Tensor<T>& neg_(const Tensor<T>& x);
/// y = x², y' = 2x.
template <Number T>
Tensor<T> square(const Tensor<T>& x, const Out<T>& out = {});
template <Number T>
const Tensor<T>& square_(const Tensor<T>& x);
/// y = min(max(x, low), high); y' = 1 from low to high and 0 outside. Throws ValueError for low > high.
template <Number T>
Tensor<T> clamp(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high, const Out<T>& out = {});
template <Number T>
const Tensor<T>& clamp_(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high);

/// y = sin x, y' = cos x.
template <std::floating_point T>
Tensor<T> sin(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& sin_(const Tensor<T>& x);
/// y = cos x, y' = -sin x.
template <std::floating_point T>
Tensor<T> cos(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& cos_(const Tensor<T>& x);
/// y = ln(1 + x), exact where x is near 0, too; y' = 1/(1 + x). NaN below -1, minus infinity at -1.
template <std::floating_point T>
Tensor<T> log1p(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& log1p_(const Tensor<T>& x);
/// y = eˣ - 1, exact where x is near 0, too; y' = y + 1.
template <std::floating_point T>
Tensor<T> expm1(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& expm1_(const Tensor<T>& x);
/// The largest whole number that is not above x; y' = 0.
template <std::floating_point T>
Tensor<T> floor(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& floor_(const Tensor<T>& x);
/// The smallest whole number that is not below x; y' = 0.
template <std::floating_point T>
Tensor<T> ceil(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& ceil_(const Tensor<T>& x);
/// The nearest whole number, or of two equally near the even one: 2 for 2.5; y' = 0.
template <std::floating_point T>
Tensor<T> round(const Tensor<T>& x, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& round_(const Tensor<T>& x);
/// 1 above 0, -1 below, else 0, for NaN too; y' = 0.
template <Number T>
Tensor<T> sign(const Tensor<T>& x, const Out<T>& out = {});
template <Number T>
const Tensor<T>& sign_(const Tensor<T>& x);
/// y = max(x, low); y' = 1 from low on and 0 below. NaN stays.
template <Number T>
Tensor<T> clamp_min(const Tensor<T>& x, std::type_identity_t<T> low, const Out<T>& out = {});
template <Number T>
const Tensor<T>& clamp_min_(const Tensor<T>& x, std::type_identity_t<T> low);
/// y = min(x, high); y' = 1 up to high and 0 above. NaN stays.
template <Number T>
Tensor<T> clamp_max(const Tensor<T>& x, std::type_identity_t<T> high, const Out<T>& out = {});
template <Number T>
const Tensor<T>& clamp_max_(const Tensor<T>& x, std::type_identity_t<T> high);
/// c = aᵇ, broadcast; da = dc · b · aᵇ⁻¹, db = dc · aᵇ ln a, but 0 where a is 0 and b is not negative. Throws
/// ShapeError.
template <std::floating_point T>
Tensor<T> pow(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& pow_(const Tensor<T>& a, const Tensor<T>& b);

template <Number T>
Tensor<T> operator-(const Tensor<T>& x) {
  return neg(x);
}

}  // namespace d2l
