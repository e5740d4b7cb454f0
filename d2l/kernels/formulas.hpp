#pragma once

#include <cmath>

namespace d2l::formulas {

// One formula, both devices: an elementwise op is a small struct with its value and its slope. The slope is told in
// terms of what is cheap to keep: the op's input, its output, or nothing. `constexpr` lets device code call them as
// well.
enum class Keep { nothing, input, output };

struct Exp {
  static constexpr const char* name = "exp";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return std::exp(x);
  }
  template <class T>
  constexpr T slope(T y) const {
    return y;
  }
};

struct Log {
  static constexpr const char* name = "log";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return std::log(x);
  }
  template <class T>
  constexpr T slope(T x) const {
    return T(1) / x;
  }
};

struct Sqrt {
  static constexpr const char* name = "sqrt";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return std::sqrt(x);
  }
  template <class T>
  constexpr T slope(T y) const {
    return T(0.5) / y;
  }
};

struct Tanh {
  static constexpr const char* name = "tanh";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return std::tanh(x);
  }
  template <class T>
  constexpr T slope(T y) const {
    return T(1) - y * y;
  }
};

struct Sigmoid {
  static constexpr const char* name = "sigmoid";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return T(1) / (T(1) + std::exp(-x));
  }
  template <class T>
  constexpr T slope(T y) const {
    return y * (T(1) - y);
  }
};

struct Relu {
  static constexpr const char* name = "relu";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return x < T(0) ? T(0) : x;  // in this order, so that NaN stays NaN
  }
  template <class T>
  constexpr T slope(T y) const {
    return y > T(0) ? T(1) : T(0);
  }
};

struct Abs {
  static constexpr const char* name = "abs";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return x < T(0) ? static_cast<T>(-x) : static_cast<T>(x + T(0));  // -0 + 0 is +0
  }
  template <class T>
  constexpr T slope(T x) const {
    return static_cast<T>((x > T(0)) - (x < T(0)));
  }
};

struct Neg {
  static constexpr const char* name = "neg";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(-x);
  }
  template <class T>
  constexpr T slope() const {
    return T(-1);
  }
};

struct Square {
  static constexpr const char* name = "square";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(x * x);
  }
  template <class T>
  constexpr T slope(T x) const {
    return T(2) * x;
  }
};

struct Pow {
  static constexpr const char* name = "pow";
  static constexpr Keep keep = Keep::input;
  double exponent;
  template <class T>
  constexpr T operator()(T x) const {
    return exponent == 2 ? x * x : std::pow(x, static_cast<T>(exponent));
  }
  template <class T>
  constexpr T slope(T x) const {
    return exponent == 0 ? T(0) : static_cast<T>(exponent) * std::pow(x, static_cast<T>(exponent - 1));
  }
};

template <class Bound>
struct Clamp {
  static constexpr const char* name = "clamp";
  static constexpr Keep keep = Keep::input;
  Bound low, high;
  constexpr Bound operator()(Bound x) const { return x < low ? low : x > high ? high : x; }
  constexpr Bound slope(Bound x) const { return x < low || x > high ? Bound(0) : Bound(1); }
};

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

// A plain number beside a tensor makes an op of one tensor: x + s, x - s, s - x, x * s, x / s, s / x.

template <class T>
struct AddScalar {
  static constexpr const char* name = "add";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(x + s); }
  template <class U>
  constexpr U slope() const {
    return U(1);
  }
};

template <class T>
struct SubScalar {
  static constexpr const char* name = "sub";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(x - s); }
  template <class U>
  constexpr U slope() const {
    return U(1);
  }
};

template <class T>
struct ScalarSub {
  static constexpr const char* name = "sub";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(s - x); }
  template <class U>
  constexpr U slope() const {
    return U(-1);
  }
};

template <class T>
struct MulScalar {
  static constexpr const char* name = "mul";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return static_cast<T>(x * s); }
  template <class U>
  constexpr U slope() const {
    return s;
  }
};

template <class T>
struct DivScalar {
  static constexpr const char* name = "div";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return x / s; }
  template <class U>
  constexpr U slope() const {
    return U(1) / s;
  }
};

template <class T>
struct ScalarDiv {
  static constexpr const char* name = "div";
  static constexpr Keep keep = Keep::input;
  T s;
  constexpr T operator()(T x) const { return s / x; }
  constexpr T slope(T x) const { return -s / (x * x); }
};

// The chain rule: what arrives from behind, times the slope here.

template <class Op>
struct Chain {
  Op op;
  template <class T>
  constexpr T operator()(T dy) const {
    return dy * op.template slope<T>();
  }
  template <class T>
  constexpr T operator()(T dy, T kept) const {
    return dy * op.slope(kept);
  }
};

template <class Op>
struct ChainA {
  Op op;
  template <class T>
  constexpr T operator()(T dc, T a, T b) const {
    return dc * op.slope_a(a, b);
  }
};

template <class Op>
struct ChainB {
  Op op;
  template <class T>
  constexpr T operator()(T dc, T a, T b) const {
    return dc * op.slope_b(a, b);
  }
};

/// The gradient of a Euclidean norm y with respect to each x under it; 0 at the origin, where there is none.
struct NormGradient {
  template <class T>
  constexpr T operator()(T dy, T x, T y) const {
    return y == T(0) ? T(0) : dy * x / y;
  }
};

/// A step of gradient descent, p - lr·g.
template <class T>
struct Descend {
  T lr;
  constexpr T operator()(T p, T g) const { return p - lr * g; }
};

// Comparisons.

struct Equal {
  static constexpr const char* name = "eq";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a == b;
  }
};
struct NotEqual {
  static constexpr const char* name = "ne";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a != b;
  }
};
struct Less {
  static constexpr const char* name = "lt";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a < b;
  }
};
struct LessEqual {
  static constexpr const char* name = "le";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a <= b;
  }
};
struct Greater {
  static constexpr const char* name = "gt";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a > b;
  }
};
struct GreaterEqual {
  static constexpr const char* name = "ge";
  template <class T>
  constexpr bool operator()(T a, T b) const {
    return a >= b;
  }
};

// Copies and conversions.

template <class To>
struct Convert {
  template <class From>
  constexpr To operator()(From x) const {
    return static_cast<To>(x);
  }
};

template <class T>
struct Constant {
  T value;
  constexpr T operator()() const { return value; }
};

}  // namespace d2l::formulas
