// A plain number beside a tensor makes an op of one tensor: x + s, x - s, s - x, x * s, x / s, s / x.
#include "d2l/core/modular.hpp"
#include "d2l/kernels/formulas/scalar.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

template <class T>
struct AddScalar {
  static constexpr const char* name = "add";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(modular(x) + modular(s)); }
  constexpr T gradient(T dy) const { return dy; }
};

template <class T>
struct SubScalar {
  static constexpr const char* name = "sub";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(modular(x) - modular(s)); }
  constexpr T gradient(T dy) const { return dy; }
};

template <class T>
struct ScalarSub {
  static constexpr const char* name = "sub";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(modular(s) - modular(x)); }
  constexpr T gradient(T dy) const { return -dy; }
};

template <class T>
struct MulScalar {
  static constexpr const char* name = "mul";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(modular(x) * modular(s)); }
  constexpr T gradient(T dy) const { return dy * s; }
};

template <class T>
struct ScalarDiv {
  static constexpr const char* name = "div";
  T s;
  constexpr T operator()(T x) const { return s / x; }
};

// -dy s / x², for r = 1 / x: in double, as r² may be more or less than a float holds.
template <class T>
struct ScalarDivGradient {
  static constexpr const char* name = "div";
  T s;
  constexpr T operator()(T dy, T r) const { return static_cast<T>(-(double{dy} * s) * r * r); }
};

}  // namespace formulas

D2L_WITH_NUMBER(add, AddScalar, Number, D2L_FOR_NUMBERS_WITH)
D2L_WITH_NUMBER(sub, SubScalar, Number, D2L_FOR_NUMBERS_WITH)
template <Number T>
Tensor<T> rsub(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out) {
  return unary(formulas::ScalarSub<T>{s}, x, out);
}
#define D2L_INSTANTIATE_RSUB(T) template Tensor<T> rsub(T, const Tensor<T>&, const Out<T>&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_RSUB)

D2L_WITH_NUMBER(mul, MulScalar, Number, D2L_FOR_NUMBERS_WITH)
D2L_WITH_NUMBER(div, DivScalar, std::floating_point, D2L_FOR_FLOATS_WITH)
// 1 / x is kept for the gradient, as in PyTorch, so both x and y may be changed afterwards.
template <std::floating_point T>
Tensor<T> rdiv(std::type_identity_t<T> s, const Tensor<T>& x, const Out<T>& out) {
  const auto y = destination("div", x.shape(), x.device(), out, x);
  const auto from = apart(x.detach(), y);
  kernels::map(formulas::ScalarDiv<T>{s}, y, from);
  written("div", out);
  if (grad_enabled() && x.requires_grad())
    record("div", y, {edge(x)},
           [s, r = Saved<T>(mapped(formulas::ScalarDiv<T>{T(1)}, from))](const Tensor<T>& dy, const Input<T>& x) {
             x.accumulate(mapped(formulas::ScalarDivGradient<T>{s}, dy, *r));
           });
  return y;
}
#define D2L_INSTANTIATE_RDIV(T) template Tensor<T> rdiv(T, const Tensor<T>&, const Out<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_RDIV)

}  // namespace d2l
