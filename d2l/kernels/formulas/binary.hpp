#pragma once

#include "d2l/kernels/formulas/needs.hpp"

namespace d2l::formulas {

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
