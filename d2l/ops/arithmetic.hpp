#pragma once

#include "d2l/core/tensor.hpp"

// The four operations and the larger and smaller of two (section 2.2). Shapes broadcast; a plain number may stand on
// either side. Three forms: `x + y` or `add(x, y)`, into other memory `add(x, y, out(z))`, and in place `y.add_(x)`,
// `y += x` or `add_(y, x)`. All throw ShapeError where the shapes do not broadcast; those in place also where the
// result does not fit, and what expect_changeable throws (d2l/autograd/record.hpp).
namespace d2l {

/// c = a + b.
template <Number T>
Tensor<T> add(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <Number T>
const Tensor<T>& add_(const Tensor<T>& a, const Tensor<T>& b);
/// c = a - b.
template <Number T>
Tensor<T> sub(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& a, const Tensor<T>& b);
/// c = a · b, element by element; da = dc · b, db = dc · a.
template <Number T>
Tensor<T> mul(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& a, const Tensor<T>& b);
/// c = a / b; da = dc / b, db = -dc · a / b².
template <std::floating_point T>
Tensor<T> div(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& a, const Tensor<T>& b);
/// The larger of a and b; the gradient goes there, half to each where they are equal.
template <std::floating_point T>
Tensor<T> maximum(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& maximum_(const Tensor<T>& a, const Tensor<T>& b);
/// The smaller of a and b; the gradient goes there, half to each where they are equal.
template <std::floating_point T>
Tensor<T> minimum(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& minimum_(const Tensor<T>& a, const Tensor<T>& b);

/// x + s.
template <Number T>
Tensor<T> add(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out = {});
template <Number T>
const Tensor<T>& add_(const Tensor<T>& x, std::type_identity_t<T> s);
/// x - s.
template <Number T>
Tensor<T> sub(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out = {});
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& x, std::type_identity_t<T> s);
/// x · s.
template <Number T>
Tensor<T> mul(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out = {});
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& x, std::type_identity_t<T> s);
/// x / s.
template <std::floating_point T>
Tensor<T> div(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out = {});
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& x, std::type_identity_t<T> s);
/// s - x.
template <Number T>
Tensor<T> rsub(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out = {});
/// s / x.
template <std::floating_point T>
Tensor<T> rdiv(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out = {});

template <Number T>
Tensor<T> operator+(const Tensor<T>& a, const Tensor<T>& b) {
  return add(a, b);
}
template <Number T>
Tensor<T> operator-(const Tensor<T>& a, const Tensor<T>& b) {
  return sub(a, b);
}
template <Number T>
Tensor<T> operator*(const Tensor<T>& a, const Tensor<T>& b) {
  return mul(a, b);
}
template <std::floating_point T>
Tensor<T> operator/(const Tensor<T>& a, const Tensor<T>& b) {
  return div(a, b);
}
template <Number T, Scalar<T> S>
Tensor<T> operator+(const Tensor<T>& x, S s) {
  return add(x, static_cast<T>(s));
}
template <Number T, Scalar<T> S>
Tensor<T> operator+(S s, const Tensor<T>& x) {
  return add(x, static_cast<T>(s));
}
template <Number T, Scalar<T> S>
Tensor<T> operator-(const Tensor<T>& x, S s) {
  return sub(x, static_cast<T>(s));
}
template <Number T, Scalar<T> S>
Tensor<T> operator-(S s, const Tensor<T>& x) {
  return rsub(static_cast<T>(s), x);
}
template <Number T, Scalar<T> S>
Tensor<T> operator*(const Tensor<T>& x, S s) {
  return mul(x, static_cast<T>(s));
}
template <Number T, Scalar<T> S>
Tensor<T> operator*(S s, const Tensor<T>& x) {
  return mul(x, static_cast<T>(s));
}
template <std::floating_point T, Scalar<T> S>
Tensor<T> operator/(const Tensor<T>& x, S s) {
  return div(x, static_cast<T>(s));
}
template <std::floating_point T, Scalar<T> S>
Tensor<T> operator/(S s, const Tensor<T>& x) {
  return rdiv(static_cast<T>(s), x);
}

}  // namespace d2l
