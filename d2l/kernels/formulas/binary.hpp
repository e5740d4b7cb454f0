#pragma once

#include <concepts>

#include "d2l/core/modular.hpp"

namespace d2l::formulas {

/// From which operands a gradient is computed, beside what arrives.
enum class Needs { nothing, a, b, both };

constexpr bool needs(Needs gradient, Needs operand) { return gradient == operand || gradient == Needs::both; }

/// u · v / w². Of floats it is computed in double, where no product of theirs overflows or vanishes; of doubles in
/// PyTorch's order, without the square.
template <class T>
constexpr T product_over_square(T u, T v, T w) {
  if constexpr (std::same_as<T, float>)
    return static_cast<T>(double{u} * v / (double{w} * w));
  else
    return u * (v / w / w);
}

// An op of two tensors has a gradient for each.

struct Add {
  static constexpr const char* name = "add";
  static constexpr Needs a_needs = Needs::nothing, b_needs = Needs::nothing;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(modular(a) + modular(b));
  }
  template <class T>
  constexpr T gradient_a(T dc) const {
    return dc;
  }
  template <class T>
  constexpr T gradient_b(T dc) const {
    return dc;
  }
};

struct Sub {
  static constexpr const char* name = "sub";
  static constexpr Needs a_needs = Needs::nothing, b_needs = Needs::nothing;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(modular(a) - modular(b));
  }
  template <class T>
  constexpr T gradient_a(T dc) const {
    return dc;
  }
  template <class T>
  constexpr T gradient_b(T dc) const {
    return -dc;
  }
};

struct Mul {
  static constexpr const char* name = "mul";
  static constexpr Needs a_needs = Needs::b, b_needs = Needs::a;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(modular(a) * modular(b));
  }
  template <class T>
  constexpr T gradient_a(T dc, T b) const {
    return dc * b;
  }
  template <class T>
  constexpr T gradient_b(T dc, T a) const {
    return dc * a;
  }
};

struct Div {
  static constexpr const char* name = "div";
  static constexpr Needs a_needs = Needs::b, b_needs = Needs::both;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a / b;
  }
  template <class T>
  constexpr T gradient_a(T dc, T b) const {
    return dc / b;
  }
  template <class T>
  constexpr T gradient_b(T dc, T a, T b) const {
    return -product_over_square(dc, a, b);
  }
};

// The larger of two numbers, and NaN wins. The smaller one gets none of the gradient, and where they are equal each
// gets half; beside NaN both get all of it, as in PyTorch.
struct Maximum {
  static constexpr const char* name = "maximum";
  static constexpr Needs a_needs = Needs::both, b_needs = Needs::both;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a > b || a != a ? a : b;
  }
  template <class T>
  constexpr T gradient_a(T dc, T a, T b) const {
    return a < b ? T(0) : a == b ? dc / T(2) : dc;
  }
  template <class T>
  constexpr T gradient_b(T dc, T a, T b) const {
    return gradient_a(dc, b, a);
  }
};

struct Minimum {
  static constexpr const char* name = "minimum";
  static constexpr Needs a_needs = Needs::both, b_needs = Needs::both;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a < b || a != a ? a : b;
  }
  template <class T>
  constexpr T gradient_a(T dc, T a, T b) const {
    return a > b ? T(0) : a == b ? dc / T(2) : dc;
  }
  template <class T>
  constexpr T gradient_b(T dc, T a, T b) const {
    return gradient_a(dc, b, a);
  }
};

}  // namespace d2l::formulas
