#include "d2l/ops/elementwise.hpp"

#include "d2l/ops/elementwise_op.hpp"
#include "d2l/ops/in_place.hpp"

namespace d2l {
namespace {

template <class T>
formulas::Clamp<T> clamp_formula(const char* name, T low, T high) {
  if (low > high)
    throw ValueError(std::string(name) + ": the lower bound " + std::to_string(low) + " is above the upper bound " +
                     std::to_string(high));
  return {low, high};
}

}  // namespace

template <std::floating_point T>
Tensor<T> exp(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Exp(), x, out);
}
template <std::floating_point T>
Tensor<T> log(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Log(), x, out);
}
template <std::floating_point T>
Tensor<T> sqrt(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Sqrt(), x, out);
}
template <std::floating_point T>
Tensor<T> tanh(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Tanh(), x, out);
}
template <std::floating_point T>
Tensor<T> sigmoid(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Sigmoid(), x, out);
}
template <std::floating_point T>
Tensor<T> relu(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Relu(), x, out);
}
template <std::floating_point T>
Tensor<T> pow(const Tensor<T>& x, double exponent, const Out<T>& out) {
  return unary(formulas::Pow{exponent}, x, out);
}
template <Number T>
Tensor<T> abs(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Abs(), x, out);
}
template <Number T>
Tensor<T> neg(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Neg(), x, out);
}
template <Number T>
Tensor<T> square(const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::Square(), x, out);
}
template <Number T>
Tensor<T> clamp(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high, const Out<T>& out) {
  return unary(clamp_formula<T>("clamp", low, high), x, out);
}

template <std::floating_point T>
const Tensor<T>& exp_(const Tensor<T>& x) {
  return unary_(formulas::Exp(), x);
}
template <std::floating_point T>
const Tensor<T>& log_(const Tensor<T>& x) {
  return unary_(formulas::Log(), x);
}
template <std::floating_point T>
const Tensor<T>& sqrt_(const Tensor<T>& x) {
  return unary_(formulas::Sqrt(), x);
}
template <std::floating_point T>
const Tensor<T>& tanh_(const Tensor<T>& x) {
  return unary_(formulas::Tanh(), x);
}
template <std::floating_point T>
const Tensor<T>& sigmoid_(const Tensor<T>& x) {
  return unary_(formulas::Sigmoid(), x);
}
template <std::floating_point T>
const Tensor<T>& relu_(const Tensor<T>& x) {
  return unary_(formulas::Relu(), x);
}
template <std::floating_point T>
const Tensor<T>& pow_(const Tensor<T>& x, double exponent) {
  return unary_(formulas::Pow{exponent}, x);
}
template <Number T>
const Tensor<T>& abs_(const Tensor<T>& x) {
  return unary_(formulas::Abs(), x);
}
template <Number T>
const Tensor<T>& neg_(const Tensor<T>& x) {
  return unary_(formulas::Neg(), x);
}
template <Number T>
const Tensor<T>& square_(const Tensor<T>& x) {
  return unary_(formulas::Square(), x);
}
template <Number T>
const Tensor<T>& clamp_(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high) {
  return unary_(clamp_formula<T>("clamp_", low, high), x);
}

#define D2L_INSTANTIATE_FLOAT(T)                                   \
  template Tensor<T> exp(const Tensor<T>&, const Out<T>&);         \
  template Tensor<T> log(const Tensor<T>&, const Out<T>&);         \
  template Tensor<T> sqrt(const Tensor<T>&, const Out<T>&);        \
  template Tensor<T> tanh(const Tensor<T>&, const Out<T>&);        \
  template Tensor<T> sigmoid(const Tensor<T>&, const Out<T>&);     \
  template Tensor<T> relu(const Tensor<T>&, const Out<T>&);        \
  template Tensor<T> pow(const Tensor<T>&, double, const Out<T>&); \
  template const Tensor<T>& exp_(const Tensor<T>&);                \
  template const Tensor<T>& log_(const Tensor<T>&);                \
  template const Tensor<T>& sqrt_(const Tensor<T>&);               \
  template const Tensor<T>& tanh_(const Tensor<T>&);               \
  template const Tensor<T>& sigmoid_(const Tensor<T>&);            \
  template const Tensor<T>& relu_(const Tensor<T>&);               \
  template const Tensor<T>& pow_(const Tensor<T>&, double);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

#define D2L_INSTANTIATE(T)                                         \
  template Tensor<T> abs(const Tensor<T>&, const Out<T>&);         \
  template Tensor<T> neg(const Tensor<T>&, const Out<T>&);         \
  template Tensor<T> square(const Tensor<T>&, const Out<T>&);      \
  template Tensor<T> clamp(const Tensor<T>&, T, T, const Out<T>&); \
  template const Tensor<T>& abs_(const Tensor<T>&);                \
  template const Tensor<T>& neg_(const Tensor<T>&);                \
  template const Tensor<T>& square_(const Tensor<T>&);             \
  template const Tensor<T>& clamp_(const Tensor<T>&, T, T);
D2L_FOR_NUMBERS(D2L_INSTANTIATE)

}  // namespace d2l
