#pragma once

#include <cmath>

namespace d2l::formulas {

/// Whether x is y; NaN is NaN here.
struct Same {
  static constexpr const char* name = "max";
  template <class T>
  constexpr bool operator()(T x, T y) const {
    return x == y || (x != x && y != y);
  }
};

/// The gradient dx where x is y, the largest or smallest of all; else 0.
struct OfSame {
  static constexpr const char* name = "max";
  template <class T>
  constexpr T operator()(T x, T y, T dx) const {
    return Same()(x, y) ? dx : T(0);
  }
};

/// x² in double, where the squares of floats neither overflow nor vanish.
struct WideSquare {
  static constexpr const char* name = "norm";
  constexpr double operator()(double x) const { return x * x; }
};

/// √x of a double, as a float again.
template <class T>
struct NarrowSqrt {
  static constexpr const char* name = "norm";
  constexpr T operator()(double x) const { return static_cast<T>(std::sqrt(x)); }
};

/// The gradient of a Euclidean norm y with respect to each x under it; 0 at the origin, where there is
/// none (and NaN there for an infinite dy, as in PyTorch).
struct NormGradient {
  static constexpr const char* name = "norm";
  template <class T>
  constexpr T operator()(T dy, T x, T y) const {
    return dy * (y == T(0) ? T(0) : x / y);
  }
};

}  // namespace d2l::formulas
