#include "d2l/ops/arithmetic.hpp"

#include "d2l/ops/elementwise_op.hpp"
#include "d2l/ops/in_place.hpp"

namespace d2l {

template <Number T>
Tensor<T> add(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Add(), a, b, out);
}
template <Number T>
Tensor<T> sub(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Sub(), a, b, out);
}
template <Number T>
Tensor<T> mul(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Mul(), a, b, out);
}
template <std::floating_point T>
Tensor<T> div(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Div(), a, b, out);
}
template <std::floating_point T>
Tensor<T> maximum(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Maximum(), a, b, out);
}
template <std::floating_point T>
Tensor<T> minimum(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) {
  return binary(formulas::Minimum(), a, b, out);
}

template <Number T>
Tensor<T> add(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out) {
  return unary(formulas::AddScalar<T>{s}, x, out);
}
template <Number T>
Tensor<T> sub(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out) {
  return unary(formulas::SubScalar<T>{s}, x, out);
}
template <Number T>
Tensor<T> mul(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out) {
  return unary(formulas::MulScalar<T>{s}, x, out);
}
template <std::floating_point T>
Tensor<T> div(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out) {
  return unary(formulas::DivScalar<T>{s}, x, out);
}
template <Number T>
Tensor<T> rsub(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::ScalarSub<T>{s}, x, out);
}
// 1 / x is kept for the gradient, as in PyTorch, so both x and y may be changed afterwards.
template <std::floating_point T>
Tensor<T> rdiv(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out) {
  const auto y = destination("div", x.shape(), x.device(), out, x);
  const auto from = overlaps(y, x) ? clone(x.detach()) : x.detach();
  kernels::map(formulas::ScalarDiv<T>{s}, y, from);
  written("div", out);
  if (grad_enabled() && x.requires_grad())
    record("div", y, {edge(x)},
           [s, r = Saved<T>(mapped(formulas::ScalarDiv<T>{T(1)}, from))](const Tensor<T>& dy, const Input<T>& x) {
             x.accumulate(mapped(formulas::ScalarDivGradient<T>{s}, dy, *r));
           });
  return y;
}

template <Number T>
const Tensor<T>& add_(const Tensor<T>& x, const Tensor<T>& y) {
  return binary_(formulas::Add(), x, y);
}
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& x, const Tensor<T>& y) {
  return binary_(formulas::Sub(), x, y);
}
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& x, const Tensor<T>& y) {
  return binary_(formulas::Mul(), x, y);
}
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& x, const Tensor<T>& y) {
  return binary_(formulas::Div(), x, y);
}
template <Number T>
const Tensor<T>& add_(const Tensor<T>& x, std::type_identity_t<T> s) {
  return unary_(formulas::AddScalar<T>{s}, x);
}
template <Number T>
const Tensor<T>& sub_(const Tensor<T>& x, std::type_identity_t<T> s) {
  return unary_(formulas::SubScalar<T>{s}, x);
}
template <Number T>
const Tensor<T>& mul_(const Tensor<T>& x, std::type_identity_t<T> s) {
  return unary_(formulas::MulScalar<T>{s}, x);
}
template <std::floating_point T>
const Tensor<T>& div_(const Tensor<T>& x, std::type_identity_t<T> s) {
  return unary_(formulas::DivScalar<T>{s}, x);
}

#define D2L_INSTANTIATE(T)                                                   \
  template Tensor<T> add(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> sub(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> mul(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> add(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> sub(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> mul(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> rsub(T, const Tensor<T>&, const Out<T>&);               \
  template const Tensor<T>& add_(const Tensor<T>&, const Tensor<T>&);        \
  template const Tensor<T>& sub_(const Tensor<T>&, const Tensor<T>&);        \
  template const Tensor<T>& mul_(const Tensor<T>&, const Tensor<T>&);        \
  template const Tensor<T>& add_(const Tensor<T>&, T);                       \
  template const Tensor<T>& sub_(const Tensor<T>&, T);                       \
  template const Tensor<T>& mul_(const Tensor<T>&, T);
D2L_FOR_NUMBERS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T)                                                 \
  template Tensor<T> div(const Tensor<T>&, const Tensor<T>&, const Out<T>&);     \
  template Tensor<T> maximum(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> minimum(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> div(const Tensor<T>&, T, const Out<T>&);                    \
  template Tensor<T> rdiv(T, const Tensor<T>&, const Out<T>&);                   \
  template const Tensor<T>& div_(const Tensor<T>&, const Tensor<T>&);            \
  template const Tensor<T>& div_(const Tensor<T>&, T);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l
