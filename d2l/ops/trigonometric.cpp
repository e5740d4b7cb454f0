#include <cmath>

#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

struct Sin {
  static constexpr const char* name = "sin";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return std::sin(x);
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * std::cos(x);
  }
};

struct Cos {
  static constexpr const char* name = "cos";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return std::cos(x);
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * -std::sin(x);
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(sin, Sin)
D2L_UNARY_OF_FLOATS(cos, Cos)

}  // namespace d2l
