#include "d2l/ops/prod.hpp"

#include <device_kinds.hpp>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/axes.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

template <class T>
Tensor<typename Tensor<T>::Sum> product_over(const Tensor<T>& x, const Dims& axes, bool keep) {
  const auto y = empty<typename Tensor<T>::Sum>(reduced_shape(x.shape(), axes, keep), x.device());
  const NoGrad internal;
  const auto with_axes = view(y, reduced_shape(x.shape(), axes, keepdim));
  kernels::on(y, [&](auto device) { kernels::prod(device, with_axes, x, axes); });
  return y;
}

// For each element the product of those before it along an axis, or behind it: 1 for the first, or the last.
template <class T>
Tensor<double> product_of_earlier(const Tensor<T>& x, std::int64_t axis, bool backwards) {
  const auto running = empty<double>(x.shape(), x.device()), result = ones<double>(x.shape(), x.device());
  kernels::on(running, [&](auto device) { kernels::cumprod(device, running, x, axis, backwards); });
  const auto n = x.size(axis);
  copy_(slice(result, axis, backwards ? 0 : 1, backwards ? n - 1 : n),
        slice(running, axis, backwards ? 1 : 0, backwards ? n : n - 1));
  return result;
}

template <class T>
Tensor<T> product_gradient(const Tensor<T>& dy, const Tensor<T>& x, std::int64_t axis) {
  if (x.numel() == 0) return zeros<T>(x.shape(), x.device());
  const auto others = mul(product_of_earlier(x, axis, false), product_of_earlier(x, axis, true));
  return to<T>(mul(to<double>(dy), others));
}

}  // namespace

template <class T>
Tensor<typename Tensor<T>::Sum> prod(const Tensor<T>& x) {
  const auto y = product_over(x, checked_axes("prod", {}, x.dim()), false);
  if constexpr (std::floating_point<T>)
    record("prod", y, {keep(x)}, [](const Tensor<T>& dy, const Input<T>& x) {
      x.accumulate(reshape(product_gradient(dy, reshape(*x, {-1}), 0), x.shape()));
    });
  return y;
}
template <class T>
Tensor<typename Tensor<T>::Sum> prod(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  const auto axes = checked_axes("prod", {axis}, x.dim());
  if (axes.empty()) return prod(x);  // a scalar
  const auto y = product_over(x, axes, keepdim);
  if constexpr (std::floating_point<T>)
    record("prod", y, {keep(x)}, [axes, keepdim](const Tensor<T>& dy, const Input<T>& x) {
      x.accumulate(product_gradient(keepdim ? dy : with_reduced_axes(dy, axes), *x, axes[0]));
    });
  return y;
}

#define D2L_INSTANTIATE(T)                                \
  template Tensor<Tensor<T>::Sum> prod(const Tensor<T>&); \
  template Tensor<Tensor<T>::Sum> prod(const Tensor<T>&, std::int64_t, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
