#pragma once

#include "d2l/core/modular.hpp"
#include "d2l/kernels/formulas/binary.hpp"
#include "d2l/kernels/formulas/unary.hpp"

namespace d2l::formulas {

// A plain number beside a tensor makes an op of one tensor: x + s, x - s, s - x, x * s, x / s, s / x.

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
struct DivScalar {
  static constexpr const char* name = "div";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return x / s; }
  constexpr T gradient(T dy) const { return dy / s; }
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

}  // namespace d2l::formulas
