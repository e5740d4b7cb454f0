#pragma once

namespace d2l::formulas {

// An op of two tensors has a slope for each. `linear` ones (their slopes are 1 and ±1) keep neither tensor.

struct Add {
  static constexpr const char* name = "add";
  static constexpr bool linear = true;
  static constexpr int sign = 1;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(a + b);
  }
};

struct Sub {
  static constexpr const char* name = "sub";
  static constexpr bool linear = true;
  static constexpr int sign = -1;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(a - b);
  }
};

struct Mul {
  static constexpr const char* name = "mul";
  static constexpr bool linear = false;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return static_cast<T>(a * b);
  }
  template <class T>
  constexpr T slope_a(T /*a*/, T b) const {
    return b;
  }
  template <class T>
  constexpr T slope_b(T a, T /*b*/) const {
    return a;
  }
};

struct Div {
  static constexpr const char* name = "div";
  static constexpr bool linear = false;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a / b;
  }
  template <class T>
  constexpr T slope_a(T /*a*/, T b) const {
    return T(1) / b;
  }
  template <class T>
  constexpr T slope_b(T a, T b) const {
    return -a / (b * b);
  }
};

// The larger of two numbers; where they are equal each gets half of the gradient, and NaN wins, as in PyTorch.
struct Maximum {
  static constexpr const char* name = "maximum";
  static constexpr bool linear = false;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a > b || a != a ? a : b;
  }
  template <class T>
  constexpr T slope_a(T a, T b) const {
    return a > b ? T(1) : a == b ? T(0.5) : T(0);
  }
  template <class T>
  constexpr T slope_b(T a, T b) const {
    return slope_a(b, a);
  }
};

struct Minimum {
  static constexpr const char* name = "minimum";
  static constexpr bool linear = false;
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a < b || a != a ? a : b;
  }
  template <class T>
  constexpr T slope_a(T a, T b) const {
    return a < b ? T(1) : a == b ? T(0.5) : T(0);
  }
  template <class T>
  constexpr T slope_b(T a, T b) const {
    return slope_a(b, a);
  }
};

}  // namespace d2l::formulas
