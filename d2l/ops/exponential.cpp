#include "d2l/kernels/formulas/exponential.hpp"

#include <cmath>

#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

struct Exp {
  static constexpr const char* name = "exp";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return exp(x);
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return dy * y;
  }
};

struct Expm1 {
  static constexpr const char* name = "expm1";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return expm1(x);
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return dy * (y + T(1));
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

struct Log1p {
  static constexpr const char* name = "log1p";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return std::log1p(x);
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    return dy / (x + T(1));
  }
};

struct Tanh {
  static constexpr const char* name = "tanh";
  static constexpr Keep keep = Keep::output;
  template <class T>
  constexpr T operator()(T x) const {
    return tanh(x);
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
    return sigmoid(x);
  }
  template <class T>
  constexpr T gradient(T dy, T y) const {
    return dy * (T(1) - y) * y;
  }
};

}  // namespace formulas

D2L_UNARY_OF_FLOATS(exp, Exp)
D2L_UNARY_OF_FLOATS(expm1, Expm1)
D2L_UNARY_OF_FLOATS(log, Log)
D2L_UNARY_OF_FLOATS(log1p, Log1p)
D2L_UNARY_OF_FLOATS(tanh, Tanh)
D2L_UNARY_OF_FLOATS(sigmoid, Sigmoid)

}  // namespace d2l
