#include <cmath>

#include "d2l/core/modular.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

struct Relu {
  static constexpr const char* name = "relu";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return x < T(0) ? T(0) : x;  // in this order, so that NaN stays NaN
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return y <= T(0) ? T(0) : dy;
  }
};

struct Abs {
  static constexpr const char* name = "abs";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    if constexpr (std::unsigned_integral<T>)
      return x;
    else
      return x < T(0) ? static_cast<T>(-modular(x)) : static_cast<T>(x + T(0));  // -0 + 0 is +0
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * static_cast<T>((x > T(0)) - (x < T(0)));
  }
};

struct Neg {
  static constexpr const char* name = "neg";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(-modular(x));
  }
  template <class T>
  constexpr T gradient(T dy) const {
    return -dy;
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(relu, Relu)
D2L_UNARY_OF_NUMBERS(abs, Abs)
D2L_UNARY_OF_NUMBERS(neg, Neg)

}  // namespace d2l
