#pragma once

namespace d2l::formulas {

// The chain rule: what arrives from behind, times the slope here.

template <class Op>
struct Chain {
  static constexpr const char* name = Op::name;
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
  static constexpr const char* name = Op::name;
  Op op;
  template <class T>
  constexpr T operator()(T dc, T a, T b) const {
    return dc * op.slope_a(a, b);
  }
};

template <class Op>
struct ChainB {
  static constexpr const char* name = Op::name;
  Op op;
  template <class T>
  constexpr T operator()(T dc, T a, T b) const {
    return dc * op.slope_b(a, b);
  }
};

/// The gradient of a Euclidean norm y with respect to each x under it; 0 at the origin, where there is none.
struct NormGradient {
  static constexpr const char* name = "norm";
  template <class T>
  constexpr T operator()(T dy, T x, T y) const {
    return y == T(0) ? T(0) : dy * x / y;
  }
};

/// A step of gradient descent, p - lr·g.
template <class T>
struct Descend {
  static constexpr const char* name = "SGD::step";
  T lr;
  constexpr T operator()(T p, T g) const { return p - lr * g; }
};

}  // namespace d2l::formulas
