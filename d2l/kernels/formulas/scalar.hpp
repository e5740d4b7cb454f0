#pragma once

#include "d2l/kernels/formulas/needs.hpp"

namespace d2l::formulas {

/// x / s.
template <class T>
struct DivScalar {
  static constexpr const char* name = "div";
  static constexpr Keep keep = Keep::nothing;
  T s;
  constexpr T operator()(T x) const { return x / s; }
  constexpr T gradient(T dy) const { return dy / s; }
};

}  // namespace d2l::formulas
