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

}  // namespace d2l::formulas
