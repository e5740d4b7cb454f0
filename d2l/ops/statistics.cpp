#include "d2l/ops/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/axes.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l {

namespace formulas {

// Of the sum s of squared deviations the variance, and the standard deviation.
template <class T>
struct Variance {
  static constexpr const char* name = "var";
  double divisor;
  constexpr T operator()(double s) const { return static_cast<T>(s / divisor); }
};
template <class T>
struct Deviation {
  static constexpr const char* name = "std";
  double divisor;
  constexpr T operator()(double s) const { return static_cast<T>(std::sqrt(s / divisor)); }
};

// The gradient of a standard deviation y with respect to the variance; 0 where all were equal, where there is none.
struct StdGradient {
  static constexpr const char* name = "std";
  template <class T>
  constexpr T operator()(T dy, T y) const {
    return y == T(0) ? T(0) : dy / (2 * y);
  }
};

}  // namespace formulas

namespace {

// Of the sum of squared deviations what f makes of it, outside the graph.
template <class F, class T>
Tensor<T> spread(const F& f, const Tensor<T>& x, const Dims& axes, bool keep) {
  const NoGrad internal;
  const auto wide = to<double>(x);
  const auto squares = sum(square(sub(wide, mean(wide, axes, keepdim))), axes, keep);
  const auto y = empty<T>(squares.shape(), x.device());
  kernels::map(f, y, squares);
  return y;
}

double divisor(const Shape& shape, const Dims& axes, Correction correction) {
  return static_cast<double>(std::max<std::int64_t>(count(shape, axes) - correction.count, 0));
}

// What the variance of x gives back for its own dy.
template <class T>
Tensor<T> variance_gradient(const Tensor<T>& dy, const Tensor<T>& x, const Dims& axes, bool keep,
                            Correction correction) {
  const auto scale = T(2) / static_cast<T>(count(x.shape(), axes) - correction.count);
  return mul(mul(keep ? dy : with_reduced_axes(dy, axes), scale), sub(x, mean(x, axes, keepdim)));
}

}  // namespace

template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, const Dims& axes, bool keepdim, Correction correction) {
  const auto checked = checked_axes("var", axes, x.dim());
  const auto y = spread(formulas::Variance<T>{divisor(x.shape(), checked, correction)}, x, checked, keepdim);
  record("var", y, {keep(x)}, [checked, keepdim, correction](const Tensor<T>& dy, const Input<T>& x) {
    x.accumulate(variance_gradient(dy, *x, checked, keepdim, correction));
  });
  return y;
}
template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, Correction correction) {
  return var(x, Dims(), false, correction);
}
template <std::floating_point T>
Tensor<T> var(const Tensor<T>& x, std::int64_t axis, bool keepdim, Correction correction) {
  return var(x, Dims{axis}, keepdim, correction);
}

template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, const Dims& axes, bool keepdim, Correction correction) {
  const auto checked = checked_axes("std", axes, x.dim());
  const auto y = spread(formulas::Deviation<T>{divisor(x.shape(), checked, correction)}, x, checked, keepdim);
  if (!grad_enabled()) return y;
  record("std", y, {keep(x)}, [checked, keepdim, correction, y = Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
    const auto of_variance = empty<T>(dy.shape(), dy.device());
    kernels::map(formulas::StdGradient(), of_variance, dy, *y);
    x.accumulate(variance_gradient(of_variance, *x, checked, keepdim, correction));
  });
  return y;
}
template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, Correction correction) {
  return d2l::std(x, Dims(), false, correction);
}
template <std::floating_point T>
Tensor<T> std(const Tensor<T>& x, std::int64_t axis, bool keepdim, Correction correction) {
  return d2l::std(x, Dims{axis}, keepdim, correction);
}

#define D2L_INSTANTIATE(T)                                                  \
  template Tensor<T> var(const Tensor<T>&, Correction);                     \
  template Tensor<T> var(const Tensor<T>&, std::int64_t, bool, Correction); \
  template Tensor<T> var(const Tensor<T>&, const Dims&, bool, Correction);  \
  template Tensor<T> std(const Tensor<T>&, Correction);                     \
  template Tensor<T> std(const Tensor<T>&, std::int64_t, bool, Correction); \
  template Tensor<T> std(const Tensor<T>&, const Dims&, bool, Correction);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
