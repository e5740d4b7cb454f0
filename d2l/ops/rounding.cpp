#include <cmath>

#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

// The gradient is 0, also at the steps, where there is none, and whatever dy is.
struct Floor {
  static constexpr const char* name = "floor";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return std::floor(x);
  }
  template <class T>
  constexpr T gradient(T /*dy*/) const {
    return T(0);
  }
};

struct Ceil {
  static constexpr const char* name = "ceil";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return std::ceil(x);
  }
  template <class T>
  constexpr T gradient(T /*dy*/) const {
    return T(0);
  }
};

struct Round {
  static constexpr const char* name = "round";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return std::nearbyint(x);
  }
  template <class T>
  constexpr T gradient(T /*dy*/) const {
    return T(0);
  }
};

struct Sign {
  static constexpr const char* name = "sign";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    if constexpr (std::is_unsigned_v<T>)
      return static_cast<T>(x > T(0));
    else
      return static_cast<T>((x > T(0)) - (x < T(0)));
  }
  template <class T>
  constexpr T gradient(T /*dy*/) const {
    return T(0);
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(floor, Floor)
D2L_UNARY_OF_FLOATS(ceil, Ceil)
D2L_UNARY_OF_FLOATS(round, Round)
D2L_UNARY_OF_NUMBERS(sign, Sign)

}  // namespace d2l
