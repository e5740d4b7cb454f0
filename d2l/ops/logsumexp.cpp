#include "d2l/ops/logsumexp.hpp"

#include <cmath>
#include <device_kinds.hpp>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/formulas/exponential.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/axes.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

namespace formulas {

// What is taken off before exp: the largest, or nothing where it is infinite, as ∞ - ∞ would be NaN.
struct FiniteOrZero {
  static constexpr const char* name = "logsumexp";
  template <class T>
  constexpr T operator()(T largest) const {
    return std::isinf(largest) ? T(0) : largest;
  }
};

// exp(x - m).
struct ExpOfDifference {
  static constexpr const char* name = "logsumexp";
  template <class T>
  constexpr T operator()(T x, T m) const {
    return exp(x - m);
  }
};

// log(s) + m.
struct LogPlus {
  static constexpr const char* name = "logsumexp";
  template <class T>
  constexpr T operator()(T s, T m) const {
    return std::log(s) + m;
  }
};

}  // namespace formulas

namespace {

// What is taken off before exp so that nothing overflows, with size 1 along the axes.
template <class T>
Tensor<T> shift_of(const Tensor<T>& x, const Dims& axes) {
  const auto shape = reduced_shape(x.shape(), axes, keepdim);
  if (x.numel() == 0) return zeros<T>(shape, x.device());
  const auto largest = empty<T>(shape, x.device());
  const auto places = empty<std::int64_t>(shape, x.device());
  kernels::on(largest, [&](auto device) { kernels::max(device, largest, places, x, axes); });
  kernels::map(formulas::FiniteOrZero(), largest, largest);
  return largest;
}

// Writes the result, which has size 1 along the axes.
template <class T>
void write_log_of_sum(const Tensor<T>& y, const Tensor<T>& x, const Dims& axes) {
  const auto shift = shift_of(x, axes);
  const auto powers = empty<T>(x.shape(), x.device());
  kernels::map(formulas::ExpOfDifference(), powers, x, shift);
  kernels::map(formulas::LogPlus(), y, sum(powers, axes, keepdim), shift);
}

}  // namespace

template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x, const Dims& axes, bool keepdim) {
  const auto checked = checked_axes("logsumexp", axes, x.dim());
  const auto full_shape = reduced_shape(x.shape(), checked, true);
  const auto y = empty<T>(reduced_shape(x.shape(), checked, keepdim), x.device());
  {
    const NoGrad internal;
    write_log_of_sum(view(y, full_shape), x, checked);
  }
  if (!grad_enabled()) return y;
  record("logsumexp", y, {keep(x)}, [full_shape, y = Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
    const auto shares = empty<T>(x.shape(), x.device());
    kernels::map(formulas::ExpOfDifference(), shares, *x, reshape(*y, full_shape));
    x.accumulate(mul(reshape(dy, full_shape), shares));
  });
  return y;
}
template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x) {
  return logsumexp(x, Dims());
}
template <std::floating_point T>
Tensor<T> logsumexp(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return logsumexp(x, Dims{axis}, keepdim);
}

#define D2L_INSTANTIATE(T)                                            \
  template Tensor<T> logsumexp(const Tensor<T>&);                     \
  template Tensor<T> logsumexp(const Tensor<T>&, std::int64_t, bool); \
  template Tensor<T> logsumexp(const Tensor<T>&, const Dims&, bool);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
