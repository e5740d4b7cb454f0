#include "d2l/ops/reduction.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/formulas.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/axes.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// The sum with its gradient, over axes that are in order.
template <class T>
Tensor<typename Tensor<T>::Sum> sum_over(const Tensor<T>& x, const Dims& axes, bool keepdim,
                                         const Out<typename Tensor<T>::Sum>& out = {}) {
  const auto y = destination("sum", reduced_shape(x.shape(), axes, keepdim), x.device(), out, x);
  const NoGrad internal;
  const auto with_axes = keepdim ? y : view(y, reduced_shape(x.shape(), axes, true));
  const auto from = apart(x, y);
  kernels::on(y, [&](auto device) { kernels::sum(device, with_axes, from, axes); });
  written("sum", out);
  return y;
}

template <class T>
void record_sum(const char* name, const Tensor<T>& y, const Tensor<T>& x, const Dims& axes, bool keepdim, T divisor) {
  record(name, y, {edge(x)}, [axes, keepdim, divisor](const Tensor<T>& dy, const Input<T>& x) {
    const auto scaled = divisor == T(1) ? dy : div(dy, divisor);
    x.accumulate(expand(keepdim ? scaled : with_reduced_axes(scaled, axes), x.shape()));
  });
}

}  // namespace

template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, const Dims& axes, bool keepdim,
                                    const Out<typename Tensor<T>::Sum>& out) {
  const auto checked = checked_axes("sum", axes, x.dim());
  const auto y = sum_over(x, checked, keepdim, out);
  if constexpr (std::floating_point<T>) record_sum("sum", y, x, checked, keepdim, T(1));
  return y;
}
template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, const Out<typename Tensor<T>::Sum>& out) {
  return sum(x, Dims(), false, out);
}
template <class T>
Tensor<typename Tensor<T>::Sum> sum(const Tensor<T>& x, std::int64_t axis, bool keepdim,
                                    const Out<typename Tensor<T>::Sum>& out) {
  return sum(x, Dims{axis}, keepdim, out);
}

template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x, const Dims& axes, bool keepdim) {
  const auto checked = checked_axes("mean", axes, x.dim());
  const auto n = static_cast<T>(count(x.shape(), checked));
  const auto y = sum_over(x, checked, keepdim);
  kernels::map(formulas::DivScalar<T>{n}, y, y);
  record_sum("mean", y, x, checked, keepdim, n);
  return y;
}
template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x) {
  return mean(x, Dims());
}
template <std::floating_point T>
Tensor<T> mean(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return mean(x, Dims{axis}, keepdim);
}

template <std::floating_point T>
Tensor<T> norm(const Tensor<T>& x, const Dims& axes, bool keepdim) {
  const auto checked = checked_axes("norm", axes, x.dim());
  const auto y = [&] {
    const NoGrad internal;
    const auto squares = empty<double>(x.shape(), x.device());
    kernels::map(formulas::WideSquare(), squares, x);
    const auto total = sum_over(squares, checked, keepdim);
    const auto root = empty<T>(total.shape(), x.device());
    kernels::map(formulas::NarrowSqrt<T>(), root, total);
    return root;
  }();
  if (!grad_enabled()) return y;
  record("norm", y, {keep(x)}, [checked, keepdim, y = Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
    const auto whole = [&](const Tensor<T>& t) { return keepdim ? t : with_reduced_axes(t, checked); };
    const auto dx = empty<T>(x.shape(), x.device());
    kernels::map(formulas::NormGradient(), dx, whole(dy), *x, whole(*y));
    x.accumulate(dx);
  });
  return y;
}
template <std::floating_point T>
Tensor<T> norm(const Tensor<T>& x) {
  return norm(x, Dims());
}

template <std::floating_point T>
Tensor<T> sum_to(const Tensor<T>& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  if (broadcast("sum_to", shape, x.shape()) != x.shape())
    throw ShapeError("sum_to: a tensor of shape " + to_string(x.shape()) + " was not broadcast from shape " +
                     to_string(shape));
  Dims axes;
  const auto missing = x.dim() - shape.size();
  for (std::int64_t axis = 0; axis < x.dim(); ++axis)
    if (axis < missing || (shape[axis - missing] == 1 && x.shape()[axis] != 1)) axes.push_back(axis);
  return view(sum_over(x, axes, keepdim), shape);
}

#define D2L_INSTANTIATE(T)                                                                               \
  template Tensor<Tensor<T>::Sum> sum(const Tensor<T>&, const Out<Tensor<T>::Sum>&);                     \
  template Tensor<Tensor<T>::Sum> sum(const Tensor<T>&, std::int64_t, bool, const Out<Tensor<T>::Sum>&); \
  template Tensor<Tensor<T>::Sum> sum(const Tensor<T>&, const Dims&, bool, const Out<Tensor<T>::Sum>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T)                                 \
  template Tensor<T> mean(const Tensor<T>&);                     \
  template Tensor<T> mean(const Tensor<T>&, std::int64_t, bool); \
  template Tensor<T> mean(const Tensor<T>&, const Dims&, bool);  \
  template Tensor<T> norm(const Tensor<T>&);                     \
  template Tensor<T> norm(const Tensor<T>&, const Dims&, bool);  \
  template Tensor<T> sum_to(const Tensor<T>&, const Shape&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l
