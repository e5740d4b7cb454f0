#include <cmath>

#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

// What rises in steps: the gradient is 0, also at the steps, where there is none, and whatever dy is.
struct InSteps {
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T gradient(T /*dy*/) const {
    return T(0);
  }
};

struct Floor : InSteps {
  static constexpr const char* name = "floor";
  template <class T>
  constexpr T operator()(T x) const {
    return std::floor(x);
  }
};

struct Ceil : InSteps {
  static constexpr const char* name = "ceil";
  template <class T>
  constexpr T operator()(T x) const {
    return std::ceil(x);
  }
};

struct Round : InSteps {
  static constexpr const char* name = "round";
  template <class T>
  constexpr T operator()(T x) const {
    return std::nearbyint(x);
  }
};

struct Sign : InSteps {
  static constexpr const char* name = "sign";
  template <class T>
  constexpr T operator()(T x) const {
    if constexpr (std::is_unsigned_v<T>)
      return static_cast<T>(x > T(0));
    else
      return static_cast<T>((x > T(0)) - (x < T(0)));
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(floor, Floor)
D2L_UNARY_OF_FLOATS(ceil, Ceil)
D2L_UNARY_OF_FLOATS(round, Round)
D2L_UNARY_OF_NUMBERS(sign, Sign)

}  // namespace d2l
