#pragma once

#include <concepts>
#include <type_traits>

#include "d2l/core/tensor.hpp"

// What the members of Tensor call that change it in place, `x.add_(y)` or `x += y`: each is the op of the same name in
// arithmetic.hpp and elementwise.hpp, and writes into x. Throws AutogradError, ShapeError where x cannot be changed
// (expect_changeable), and what the op throws.
namespace d2l {

template <Number T>
const Tensor<T>& add_(const Tensor<T>& x, const Tensor<T>& y);
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& x, const Tensor<T>& y);
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& x, const Tensor<T>& y);
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& x, const Tensor<T>& y);
template <Number T>
const Tensor<T>& add_(const Tensor<T>& x, std::type_identity_t<T> s);
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& x, std::type_identity_t<T> s);
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& x, std::type_identity_t<T> s);
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& x, std::type_identity_t<T> s);
template <std::floating_point T>
const Tensor<T>& exp_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& log_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& sqrt_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& tanh_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& sigmoid_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& relu_(const Tensor<T>& x);
template <std::floating_point T>
const Tensor<T>& pow_(const Tensor<T>& x, double exponent);
template <Number T>
const Tensor<T>& abs_(const Tensor<T>& x);
template <Number T>
const Tensor<T>& neg_(const Tensor<T>& x);
template <Number T>
const Tensor<T>& square_(const Tensor<T>& x);
template <Number T>
const Tensor<T>& clamp_(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high);

}  // namespace d2l
