#pragma once

namespace d2l::formulas {

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

}  // namespace d2l::formulas
