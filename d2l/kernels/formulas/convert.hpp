#pragma once

namespace d2l::formulas {

// Copies and conversions.

template <class To>
struct Convert {
  static constexpr const char* name = "copy";
  template <class From>
  constexpr To operator()(From x) const {
    return static_cast<To>(x);
  }
};

template <class T>
struct Constant {
  static constexpr const char* name = "fill";
  T value;
  constexpr T operator()() const { return value; }
};

}  // namespace d2l::formulas
