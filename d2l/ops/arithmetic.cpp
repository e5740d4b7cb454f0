#include "d2l/ops/arithmetic.hpp"

#include "d2l/core/modular.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

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

// u · v / w². Of floats it is computed in double, where no product of theirs overflows or vanishes; of doubles in
// PyTorch's order, without the square.
template <class T>
constexpr T product_over_square(T u, T v, T w) {
  if constexpr (std::same_as<T, float>)
    return static_cast<T>(double{u} * v / (double{w} * w));
  else
    return u * (v / w / w);
}

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

}  // namespace formulas

D2L_BINARY_OF_NUMBERS(add, Add)
D2L_BINARY_OF_NUMBERS(sub, Sub)
D2L_BINARY_OF_NUMBERS(mul, Mul)
D2L_BINARY_OF_FLOATS(div, Div)

}  // namespace d2l
