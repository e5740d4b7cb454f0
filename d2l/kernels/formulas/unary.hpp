#pragma once

#include <cmath>
#include <concepts>

#include "d2l/core/modular.hpp"
#include "d2l/kernels/formulas/binary.hpp"

namespace d2l::formulas {

// One formula, both devices: an elementwise op is a small struct with its value y and its gradient: from the dy that
// arrives to dx. What the gradient needs beside dy is what is cheap to keep: the op's input, its output, or nothing. It
// is written so that nothing on the way overflows or vanishes where dx does not; and an op that masks (relu, clamp)
// lets 0 through where it lets nothing through, whatever dy is: 0 · ∞ would be NaN. `constexpr` lets device code call
// them as well.
enum class Keep { nothing, input, output };

struct Exp {
  static constexpr const char* name = "exp";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return std::exp(x);
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return dy * y;
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
  constexpr T gradient(T dy, T x) const {
    return dy / x;
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
  constexpr T gradient(T dy, T y) const {
    return dy / (T(2) * y);
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
  constexpr T gradient(T dy, T y) const {
    return dy * (T(1) - y * y);
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
  constexpr T gradient(T dy, T y) const {
    return dy * (T(1) - y) * y;
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
  constexpr T gradient(T dy, T y) const {
    return y <= T(0) ? T(0) : dy;
  }
};

struct Abs {
  static constexpr const char* name = "abs";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    if constexpr (std::unsigned_integral<T>)
      return x;
    else
      return x < T(0) ? static_cast<T>(-modular(x)) : static_cast<T>(x + T(0));  // -0 + 0 is +0
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * static_cast<T>((x > T(0)) - (x < T(0)));
  }
};

struct Neg {
  static constexpr const char* name = "neg";
  static constexpr Keep keep = Keep::nothing;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(-modular(x));
  }
  template <class T>
  constexpr T gradient(T dy) const {
    return -dy;
  }
};

struct Square {
  static constexpr const char* name = "square";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return static_cast<T>(modular(x) * modular(x));
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy * x * T(2);
  }
};

struct Pow {
  static constexpr const char* name = "pow";
  static constexpr Keep keep = Keep::input;
  double exponent;
  template <class T>
  constexpr T operator()(T x) const {
    if (exponent == 2) return x * x;
    if (exponent == 3) return x * x * x;
    if (exponent == 0.5) return std::sqrt(x);
    if (exponent == -0.5) return T(1) / std::sqrt(x);
    return std::pow(x, static_cast<T>(exponent));
  }
  // In double, since x^(exponent - 1) may be beyond a float where dx is not.
  template <class T>
  constexpr T gradient(T dy, T x) const {
    if (exponent == 0) return T(0);
    return static_cast<T>(dy * (exponent * Pow{exponent - 1}(static_cast<double>(x))));
  }
};

template <class Bound>
struct Clamp {
  static constexpr const char* name = "clamp";
  static constexpr Keep keep = Keep::input;
  Bound low, high;
  constexpr Bound operator()(Bound x) const {
    return Minimum()(high, Maximum()(low, x));  // of equals the last: -0 stays -0
  }
  constexpr Bound gradient(Bound dy, Bound x) const { return low <= x && x <= high ? dy : Bound(0); }
};

}  // namespace d2l::formulas
