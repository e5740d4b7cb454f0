#include "d2l/ops/extremes.hpp"

#include <concepts>
#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/formulas/gradient.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/axes.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/pick.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

namespace formulas {

// Numbers in the opposite order, exactly and back again: the smallest is the largest. NaN stays NaN.
struct Reversed {
  static constexpr const char* name = "min";
  template <class T>
  constexpr T operator()(T x) const {
    if constexpr (std::floating_point<T>)
      return -x;
    else
      return static_cast<T>(~x);  // -x of the least whole number would be that number again
  }
};

}  // namespace formulas

namespace {

// The elements that were found, and where; `full_places` is `places` with all axes of the tensor.
template <class T>
struct Found {
  Tensor<T> values;
  Tensor<std::int64_t> places, full_places;
};

void expect_some(const char* op, const char* which, const Shape& shape, const Dims& axes) {
  if (count(shape, axes) == 0)
    throw ValueError(std::string(op) + ": a tensor of shape " + to_string(shape) + " has no " + which + " element");
}

template <class T>
Found<T> largest_over(const char* op, const Tensor<T>& x, const Dims& axes, bool keepdim) {
  expect_some(op, "largest", x.shape(), axes);
  const auto shape = reduced_shape(x.shape(), axes, keepdim), full_shape = reduced_shape(x.shape(), axes, true);
  const auto values = empty<T>(shape, x.device());
  const auto places = empty<std::int64_t>(shape, x.device());
  const NoGrad internal;
  const auto full_places = view(places, full_shape);
  kernels::on(values, [&](auto device) { kernels::max(device, view(values, full_shape), full_places, x, axes); });
  return {values, places, full_places};
}

// In the opposite order every smallest element is the largest.
template <class T>
Found<T> smallest_over(const char* op, const Tensor<T>& x, const Dims& axes, bool keepdim) {
  expect_some(op, "smallest", x.shape(), axes);
  const auto reversed = empty<T>(x.shape(), x.device());
  kernels::map(formulas::Reversed(), reversed, x);
  const auto found = largest_over(op, reversed, axes, keepdim);
  kernels::map(formulas::Reversed(), found.values, found.values);
  return found;
}

// The gradient of an extreme of all elements.
template <class T>
void record_extreme(const char* op, const Tensor<T>& y, const Tensor<T>& x) {
  if constexpr (std::floating_point<T>)
    if (grad_enabled())
      record(op, y, {keep(x)}, [y = Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
        const auto is_extreme = empty<bool>(x.shape(), x.device());
        kernels::map(formulas::Same(), is_extreme, *x, *y);
        const auto dx = empty<T>(x.shape(), x.device());
        kernels::map(formulas::OfSame(), dx, *x, *y, div(dy, to<T>(sum(is_extreme))));
        x.accumulate(dx);
      });
}

template <class T>
std::pair<Tensor<T>, Tensor<std::int64_t>> recorded(const char* op, const Found<T>& found, const Tensor<T>& x,
                                                    const Dims& axes) {
  record_picked(op, found.values, x, axes.empty() ? 0 : axes[0], found.full_places);
  return {found.values, found.places};
}

}  // namespace

template <Number T>
Tensor<T> max(const Tensor<T>& x) {
  const auto y = largest_over("max", x, checked_axes("max", {}, x.dim()), false).values;
  record_extreme("max", y, x);
  return y;
}
template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> max(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  const auto axes = checked_axes("max", {axis}, x.dim());
  return recorded("max", largest_over("max", x, axes, keepdim), x, axes);
}

template <Number T>
Tensor<T> min(const Tensor<T>& x) {
  const auto y = smallest_over("min", x, checked_axes("min", {}, x.dim()), false).values;
  record_extreme("min", y, x);
  return y;
}
template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> min(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  const auto axes = checked_axes("min", {axis}, x.dim());
  return recorded("min", smallest_over("min", x, axes, keepdim), x, axes);
}

template <Number T>
Tensor<std::int64_t> argmax(const Tensor<T>& x) {
  return largest_over("argmax", x, checked_axes("argmax", {}, x.dim()), false).places;
}
template <Number T>
Tensor<std::int64_t> argmax(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return largest_over("argmax", x, checked_axes("argmax", {axis}, x.dim()), keepdim).places;
}

template <Number T>
Tensor<std::int64_t> argmin(const Tensor<T>& x) {
  return smallest_over("argmin", x, checked_axes("argmin", {}, x.dim()), false).places;
}
template <Number T>
Tensor<std::int64_t> argmin(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return smallest_over("argmin", x, checked_axes("argmin", {axis}, x.dim()), keepdim).places;
}

#define D2L_INSTANTIATE(T)                                                                       \
  template Tensor<T> max(const Tensor<T>&);                                                      \
  template std::pair<Tensor<T>, Tensor<std::int64_t>> max(const Tensor<T>&, std::int64_t, bool); \
  template Tensor<T> min(const Tensor<T>&);                                                      \
  template std::pair<Tensor<T>, Tensor<std::int64_t>> min(const Tensor<T>&, std::int64_t, bool); \
  template Tensor<std::int64_t> argmax(const Tensor<T>&);                                        \
  template Tensor<std::int64_t> argmax(const Tensor<T>&, std::int64_t, bool);                    \
  template Tensor<std::int64_t> argmin(const Tensor<T>&);                                        \
  template Tensor<std::int64_t> argmin(const Tensor<T>&, std::int64_t, bool);
D2L_FOR_NUMBERS(D2L_INSTANTIATE)

}  // namespace d2l
