#include "d2l/ops/arithmetic.hpp"

#include "d2l/ops/elementwise_op.hpp"

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
template <std::floating_point T>
Tensor<T> rdiv(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out) {
  return mul(unary(formulas::Reciprocal(), x), s, out);
}

template <class T>
const Tensor<T>& Tensor<T>::add_(const Tensor& other) const
  requires Number<T>
{
  return binary_(formulas::Add(), *this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::sub_(const Tensor& other) const
  requires Number<T>
{
  return binary_(formulas::Sub(), *this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::mul_(const Tensor& other) const
  requires Number<T>
{
  return binary_(formulas::Mul(), *this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::div_(const Tensor& other) const
  requires std::floating_point<T>
{
  return binary_(formulas::Div(), *this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::add_scalar_(T s) const
  requires Number<T>
{
  return unary_(formulas::AddScalar<T>{s}, *this);
}
template <class T>
const Tensor<T>& Tensor<T>::sub_scalar_(T s) const
  requires Number<T>
{
  return unary_(formulas::SubScalar<T>{s}, *this);
}
template <class T>
const Tensor<T>& Tensor<T>::mul_scalar_(T s) const
  requires Number<T>
{
  return unary_(formulas::MulScalar<T>{s}, *this);
}
template <class T>
const Tensor<T>& Tensor<T>::div_scalar_(T s) const
  requires std::floating_point<T>
{
  return unary_(formulas::DivScalar<T>{s}, *this);
}

#define D2L_INSTANTIATE(T)                                                   \
  template Tensor<T> add(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> sub(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> mul(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> add(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> sub(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> mul(const Tensor<T>&, T, const Out<T>&);                \
  template Tensor<T> rsub(T, const Tensor<T>&, const Out<T>&);               \
  template const Tensor<T>& Tensor<T>::add_(const Tensor<T>&) const;         \
  template const Tensor<T>& Tensor<T>::sub_(const Tensor<T>&) const;         \
  template const Tensor<T>& Tensor<T>::mul_(const Tensor<T>&) const;         \
  template const Tensor<T>& Tensor<T>::add_scalar_(T) const;                 \
  template const Tensor<T>& Tensor<T>::sub_scalar_(T) const;                 \
  template const Tensor<T>& Tensor<T>::mul_scalar_(T) const;
D2L_INSTANTIATE(float)
D2L_INSTANTIATE(double)
D2L_INSTANTIATE(std::int64_t)
D2L_INSTANTIATE(std::uint8_t)

#define D2L_INSTANTIATE_FLOAT(T)                                                 \
  template Tensor<T> div(const Tensor<T>&, const Tensor<T>&, const Out<T>&);     \
  template Tensor<T> maximum(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> minimum(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> div(const Tensor<T>&, T, const Out<T>&);                    \
  template Tensor<T> rdiv(T, const Tensor<T>&, const Out<T>&);                   \
  template const Tensor<T>& Tensor<T>::div_(const Tensor<T>&) const;             \
  template const Tensor<T>& Tensor<T>::div_scalar_(T) const;
D2L_INSTANTIATE_FLOAT(float)
D2L_INSTANTIATE_FLOAT(double)

}  // namespace d2l
