#include <cmath>

#include "d2l/core/modular.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

struct Sqrt {
  static constexpr const char* name = "sqrt";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return std::sqrt(x);
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return dy / (T(2) * y);
  }
};

struct Square {
  static constexpr const char* name = "square";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(modular(x) * modular(x));
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * x * T(2);
  }
};

struct Pow {
  static constexpr const char* name = "pow";
  static constexpr Keep keep = Keep::input;
  double exponent;
  template <class T>
  constexpr T operator()(T x) const {
    if (exponent == 2) return x * x;
    if (exponent == 3) return x * x * x;
    if (exponent == 0.5) return std::sqrt(x);
    if (exponent == -0.5) return T(1) / std::sqrt(x);
    return std::pow(x, static_cast<T>(exponent));
  }
  // In double, since x^(exponent - 1) may be beyond a float where dx is not.
  template <class T>
  constexpr T gradient(T dy, T x) const {
    if (exponent == 0) return T(0);
    return static_cast<T>(dy * (exponent * Pow{exponent - 1}(static_cast<double>(x))));
  }
};

// In double, since what is multiplied may be beyond a float where the gradient is not. The logarithm of 0 is no one's
// where 0 stays 0 whatever the exponent.
struct PowTensor {
  static constexpr const char* name = "pow";
  static constexpr Needs a_needs = Needs::both, b_needs = Needs::both;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return std::pow(a, b);
  }
  template <class T>
  constexpr T gradient_a(T dc, T a, T b) const {
    return b == T(0) ? T(0) : static_cast<T>(dc * (b * std::pow(double{a}, double{b} - 1)));
  }
  template <class T>
  constexpr T gradient_b(T dc, T a, T b) const {
    if (a == T(0) && b >= T(0)) return dc * T(0);
    return static_cast<T>(dc * (std::pow(double{a}, double{b}) * std::log(double{a})));
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(sqrt, Sqrt)
D2L_UNARY_OF_NUMBERS(square, Square)
template <std::floating_point T>
Tensor<T> pow(const Tensor<T>& x, double exponent, const Out<T>& out) {
  return unary(formulas::Pow{exponent}, x, out);
}
template <std::floating_point T>
const Tensor<T>& pow_(const Tensor<T>& x, double exponent) {
  return unary_("pow_", formulas::Pow{exponent}, x);
}
#define D2L_INSTANTIATE(T)                                         \
  template Tensor<T> pow(const Tensor<T>&, double, const Out<T>&); \
  template const Tensor<T>& pow_(const Tensor<T>&, double);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

D2L_BINARY_OF_FLOATS(pow, PowTensor)

}  // namespace d2l
