#include "d2l/ops/in_place.hpp"

namespace d2l {

template <class T>
const Tensor<T>& Tensor<T>::add_(const Tensor& other) const
  requires Number<T>
{
  return d2l::add_(*this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::sub_(const Tensor& other) const
  requires Number<T>
{
  return d2l::sub_(*this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::mul_(const Tensor& other) const
  requires Number<T>
{
  return d2l::mul_(*this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::div_(const Tensor& other) const
  requires std::floating_point<T>
{
  return d2l::div_(*this, other);
}
template <class T>
const Tensor<T>& Tensor<T>::add_scalar_(T s) const
  requires Number<T>
{
  return d2l::add_(*this, s);
}
template <class T>
const Tensor<T>& Tensor<T>::sub_scalar_(T s) const
  requires Number<T>
{
  return d2l::sub_(*this, s);
}
template <class T>
const Tensor<T>& Tensor<T>::mul_scalar_(T s) const
  requires Number<T>
{
  return d2l::mul_(*this, s);
}
template <class T>
const Tensor<T>& Tensor<T>::div_scalar_(T s) const
  requires std::floating_point<T>
{
  return d2l::div_(*this, s);
}
template <class T>
const Tensor<T>& Tensor<T>::exp_() const
  requires std::floating_point<T>
{
  return d2l::exp_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::log_() const
  requires std::floating_point<T>
{
  return d2l::log_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::sqrt_() const
  requires std::floating_point<T>
{
  return d2l::sqrt_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::tanh_() const
  requires std::floating_point<T>
{
  return d2l::tanh_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::sigmoid_() const
  requires std::floating_point<T>
{
  return d2l::sigmoid_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::relu_() const
  requires std::floating_point<T>
{
  return d2l::relu_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::pow_(double exponent) const
  requires std::floating_point<T>
{
  return d2l::pow_(*this, exponent);
}
template <class T>
const Tensor<T>& Tensor<T>::abs_() const
  requires Number<T>
{
  return d2l::abs_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::neg_() const
  requires Number<T>
{
  return d2l::neg_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::square_() const
  requires Number<T>
{
  return d2l::square_(*this);
}
template <class T>
const Tensor<T>& Tensor<T>::clamp_(T low, T high) const
  requires Number<T>
{
  return d2l::clamp_(*this, low, high);
}

#define D2L_INSTANTIATE(T)                                           \
  template const Tensor<T>& Tensor<T>::add_(const Tensor<T>&) const; \
  template const Tensor<T>& Tensor<T>::sub_(const Tensor<T>&) const; \
  template const Tensor<T>& Tensor<T>::mul_(const Tensor<T>&) const; \
  template const Tensor<T>& Tensor<T>::add_scalar_(T) const;         \
  template const Tensor<T>& Tensor<T>::sub_scalar_(T) const;         \
  template const Tensor<T>& Tensor<T>::mul_scalar_(T) const;         \
  template const Tensor<T>& Tensor<T>::abs_() const;                 \
  template const Tensor<T>& Tensor<T>::neg_() const;                 \
  template const Tensor<T>& Tensor<T>::square_() const;              \
  template const Tensor<T>& Tensor<T>::clamp_(T, T) const;
D2L_FOR_NUMBERS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T)                                     \
  template const Tensor<T>& Tensor<T>::div_(const Tensor<T>&) const; \
  template const Tensor<T>& Tensor<T>::div_scalar_(T) const;         \
  template const Tensor<T>& Tensor<T>::exp_() const;                 \
  template const Tensor<T>& Tensor<T>::log_() const;                 \
  template const Tensor<T>& Tensor<T>::sqrt_() const;                \
  template const Tensor<T>& Tensor<T>::tanh_() const;                \
  template const Tensor<T>& Tensor<T>::sigmoid_() const;             \
  template const Tensor<T>& Tensor<T>::relu_() const;                \
  template const Tensor<T>& Tensor<T>::pow_(double) const;
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l
