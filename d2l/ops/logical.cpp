#include "d2l/ops/logical.hpp"

#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

struct LogicalAnd {
  static constexpr const char* name = "logical_and";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a != T(0) && b != T(0);
  }
};

struct LogicalOr {
  static constexpr const char* name = "logical_or";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a != T(0) || b != T(0);
  }
};

struct LogicalNot {
  static constexpr const char* name = "logical_not";
  template <class T>
  constexpr bool operator()(T x) const {
    return x == T(0);
  }
};

struct IsNan {
  static constexpr const char* name = "isnan";
  template <class T>
  constexpr bool operator()(T x) const {
    return x != x;
  }
};

// x - x is 0, but for infinities and NaN, where it is NaN.
struct IsFinite {
  static constexpr const char* name = "isfinite";
  template <class T>
  constexpr bool operator()(T x) const {
    return x - x == T(0);
  }
};

}  // namespace formulas

D2L_COMPARISON(logical_and, LogicalAnd)
D2L_COMPARISON(logical_or, LogicalOr)
D2L_PROPERTY(logical_not, LogicalNot)
D2L_PROPERTY(isnan, IsNan)
D2L_PROPERTY(isfinite, IsFinite)

}  // namespace d2l
