#pragma once

namespace d2l::formulas {

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

}  // namespace d2l::formulas
