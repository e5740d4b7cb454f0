#include "d2l/ops/comparison.hpp"

#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

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

}  // namespace formulas

D2L_COMPARISON(eq, Equal)
D2L_COMPARISON(ne, NotEqual)
D2L_COMPARISON(lt, Less)
D2L_COMPARISON(le, LessEqual)
D2L_COMPARISON(gt, Greater)
D2L_COMPARISON(ge, GreaterEqual)

template <class T>
Tensor<T> scalar_like(const Tensor<T>& x, T s) {
  return full<T>({}, s, x.device());
}
#define D2L_INSTANTIATE(T) template Tensor<T> scalar_like(const Tensor<T>&, T);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
