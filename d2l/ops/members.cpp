// The members of Tensor that are short forms of functions: `X.sum(0)` for `sum(X, 0)`. Here they are defined and
// instantiated for all types, so that whoever uses them needs core/tensor.hpp only.
#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/extremes.hpp"
#include "d2l/ops/indexing.hpp"
#include "d2l/ops/matmul.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

template <class T>
Tensor<T> Tensor<T>::view(const Shape& shape) const {
  return d2l::view(*this, shape);
}
template <class T>
Tensor<T> Tensor<T>::reshape(const Shape& shape) const {
  return d2l::reshape(*this, shape);
}
template <class T>
Tensor<T> Tensor<T>::flatten(std::int64_t first, std::int64_t last) const {
  return d2l::flatten(*this, first, last);
}
template <class T>
Tensor<T> Tensor<T>::squeeze() const {
  return d2l::squeeze(*this);
}
template <class T>
Tensor<T> Tensor<T>::squeeze(std::int64_t axis) const {
  return d2l::squeeze(*this, axis);
}
template <class T>
Tensor<T> Tensor<T>::unsqueeze(std::int64_t axis) const {
  return d2l::unsqueeze(*this, axis);
}
template <class T>
Tensor<T> Tensor<T>::transpose(std::int64_t a, std::int64_t b) const {
  return d2l::transpose(*this, a, b);
}
template <class T>
Tensor<T> Tensor<T>::t() const {
  return d2l::t(*this);
}
template <class T>
Tensor<T> Tensor<T>::permute(const Dims& axes) const {
  return d2l::permute(*this, axes);
}
template <class T>
Tensor<T> Tensor<T>::expand(const Shape& shape) const {
  return d2l::expand(*this, shape);
}
template <class T>
Part<T> Tensor<T>::select(std::int64_t axis, std::int64_t i) const {
  return d2l::select(*this, axis, i);
}
template <class T>
Part<T> Tensor<T>::slice(std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step) const {
  return d2l::slice(*this, axis, begin, end, step);
}
template <class T>
std::vector<Tensor<T>> Tensor<T>::split(std::int64_t size, std::int64_t axis) const {
  return d2l::split(*this, size, axis);
}
template <class T>
Tensor<T> Tensor<T>::clone() const {
  return d2l::clone(*this);
}
template <class T>
Tensor<T> Tensor<T>::contiguous() const {
  return d2l::contiguous(*this);
}
template <class T>
Tensor<T> Tensor<T>::cpu() const {
  return d2l::to(*this, Device{});
}
template <class T>
Tensor<T> Tensor<T>::to(Device device) const {
  return d2l::to(*this, device);
}
template <class T>
const Tensor<T>& Tensor<T>::copy_(const Tensor& source) const {
  return d2l::copy_(*this, source);
}
template <class T>
const Tensor<T>& Tensor<T>::fill_(T value) const {
  return d2l::fill_(*this, value);
}
template <class T>
Tensor<T> Tensor<T>::new_empty(const Shape& shape) const {
  return d2l::empty<T>(shape, device());
}
template <class T>
Tensor<T> Tensor<T>::new_zeros(const Shape& shape) const {
  return d2l::zeros<T>(shape, device());
}
template <class T>
Tensor<T> Tensor<T>::new_ones(const Shape& shape) const {
  return d2l::ones<T>(shape, device());
}
template <class T>
Tensor<T> Tensor<T>::new_full(const Shape& shape, T value) const {
  return d2l::full<T>(shape, value, device());
}
// An op of one tensor and one of two, each with its form in place.
#define D2L_UNARY(name, Elements)                                  \
  template <class T>                                               \
  Tensor<T> Tensor<T>::name() const requires Elements<T>           \
  {                                                                \
    return d2l::name(*this);                                       \
  }                                                                \
  template <class T>                                               \
  const Tensor<T>& Tensor<T>::name##_() const requires Elements<T> \
  {                                                                \
    return d2l::name##_(*this);                                    \
  }
#define D2L_BINARY(name, Elements)                                                    \
  template <class T>                                                                  \
  Tensor<T> Tensor<T>::name(const Tensor& other) const requires Elements<T>           \
  {                                                                                   \
    return d2l::name(*this, other);                                                   \
  }                                                                                   \
  template <class T>                                                                  \
  const Tensor<T>& Tensor<T>::name##_(const Tensor& other) const requires Elements<T> \
  {                                                                                   \
    return d2l::name##_(*this, other);                                                \
  }                                                                                   \
  template <class T>                                                                  \
  const Tensor<T>& Tensor<T>::name##_(Value<T> other) const requires Elements<T>      \
  {                                                                                   \
    return d2l::name##_(*this, other.value);                                          \
  }
D2L_UNARY(exp, std::floating_point)
D2L_UNARY(log, std::floating_point)
D2L_UNARY(sqrt, std::floating_point)
D2L_UNARY(tanh, std::floating_point)
D2L_UNARY(sigmoid, std::floating_point)
D2L_UNARY(relu, std::floating_point)
D2L_UNARY(abs, Number)
D2L_UNARY(neg, Number)
D2L_UNARY(square, Number)
D2L_BINARY(add, Number)
D2L_BINARY(sub, Number)
D2L_BINARY(mul, Number)
D2L_BINARY(div, std::floating_point)

template <class T>
Tensor<T> Tensor<T>::pow(double exponent) const requires std::floating_point<T>
{
  return d2l::pow(*this, exponent);
}
template <class T>
const Tensor<T>& Tensor<T>::pow_(double exponent) const requires std::floating_point<T>
{
  return d2l::pow_(*this, exponent);
}
template <class T>
Tensor<T> Tensor<T>::clamp(T low, T high) const requires Number<T>
{
  return d2l::clamp(*this, low, high);
}
template <class T>
const Tensor<T>& Tensor<T>::clamp_(T low, T high) const requires Number<T>
{
  return d2l::clamp_(*this, low, high);
}
template <class T>
Tensor<typename Tensor<T>::Sum> Tensor<T>::sum() const {
  return d2l::sum(*this);
}
template <class T>
Tensor<typename Tensor<T>::Sum> Tensor<T>::sum(std::int64_t axis, bool keepdim) const {
  return d2l::sum(*this, axis, keepdim);
}
template <class T>
Tensor<typename Tensor<T>::Sum> Tensor<T>::sum(const Dims& axes, bool keepdim) const {
  return d2l::sum(*this, axes, keepdim);
}
template <class T>
Tensor<T> Tensor<T>::mean() const requires std::floating_point<T>
{
  return d2l::mean(*this);
}
template <class T>
Tensor<T> Tensor<T>::mean(std::int64_t axis, bool keepdim) const requires std::floating_point<T>
{
  return d2l::mean(*this, axis, keepdim);
}
template <class T>
Tensor<T> Tensor<T>::mean(const Dims& axes, bool keepdim) const requires std::floating_point<T>
{
  return d2l::mean(*this, axes, keepdim);
}
template <class T>
Tensor<T> Tensor<T>::norm() const requires std::floating_point<T>
{
  return d2l::norm(*this);
}
template <class T>
Tensor<T> Tensor<T>::max() const requires Number<T>
{
  return d2l::max(*this);
}
template <class T>
std::pair<Tensor<T>, Tensor<std::int64_t>> Tensor<T>::max(std::int64_t axis, bool keepdim) const requires Number<T>
{
  return d2l::max(*this, axis, keepdim);
}
template <class T>
Tensor<std::int64_t> Tensor<T>::argmax() const requires Number<T>
{
  return d2l::argmax(*this);
}
template <class T>
Tensor<std::int64_t> Tensor<T>::argmax(std::int64_t axis, bool keepdim) const requires Number<T>
{
  return d2l::argmax(*this, axis, keepdim);
}
template <class T>
Tensor<T> Tensor<T>::matmul(const Tensor& other) const requires std::floating_point<T>
{
  return d2l::matmul(*this, other);
}
template <class T>
Tensor<T> Tensor<T>::mm(const Tensor& other) const requires std::floating_point<T>
{
  return d2l::mm(*this, other);
}
template <class T>
Tensor<T> Tensor<T>::mv(const Tensor& other) const requires std::floating_point<T>
{
  return d2l::mv(*this, other);
}
template <class T>
Tensor<T> Tensor<T>::dot(const Tensor& other) const requires std::floating_point<T>
{
  return d2l::dot(*this, other);
}
template <class T>
Tensor<T> Tensor<T>::index_select(std::int64_t axis, const Tensor<std::int64_t>& index) const {
  return d2l::index_select(*this, axis, index);
}
template <class T>
Tensor<T> Tensor<T>::gather(std::int64_t axis, const Tensor<std::int64_t>& index) const {
  return d2l::gather(*this, axis, index);
}

#define D2L_INSTANTIATE(T) template class Tensor<T>;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
