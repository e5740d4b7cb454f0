#pragma once

namespace d2l::kernels {

/// Whether a comes before b in the order in which the largest is sought: NaN stands above all.
template <class T>
constexpr bool is_above(T a, T b) {
  return !(a <= b) && b == b;
}

}  // namespace d2l::kernels
