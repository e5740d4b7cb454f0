#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <numbers>

// eˣ and what follows from it, for floats by additions, multiplications and one division alone: so the compiler turns
// loops over them into vector instructions, whichever the processor has, and all give the same digits. (The library's
// own are called number by number, and take ten times as long.) For doubles they are the library's.
namespace d2l::formulas {

namespace detail {

/// eˣ as 2ⁿ·(1 + m), with |m| at most √2 - 1. 2ⁿ is in two factors, since it may be too large or too small for one.
struct Exponential {
  float m, power, rest_of_power;

  constexpr explicit Exponential(float x) {
    // Beyond these eˣ is infinite, or 0. NaN goes through.
    constexpr float most = 89, least = -104;
    const float bounded = x > most ? most : (x < least ? least : x);
    // n = x/ln 2, rounded: added to 1.5·2²³, a float has no room for fractions.
    constexpr float log2_e = std::numbers::log2e_v<float>, no_fractions = 12582912;
    const float shifted = bounded * log2_e + no_fractions;
    const float n = shifted - no_fractions;
    const auto whole = std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(no_fractions);
    // r = x - n·ln 2, at most ln 2/2; ln 2 in two parts, of which n times the first is exact.
    constexpr float ln2_high = 355.0F / 512, ln2_low = -2.12194440e-4F;
    const float r = (bounded - n * ln2_high) - n * ln2_low;
    // eʳ - 1 by Taylor's series, to r⁸/8! < 10⁻⁸.
    m = r + r * r * (1.F / 2 + r * (1.F / 6 + r * (1.F / 24 + r * (1.F / 120 + r * (1.F / 720 + r * (1.F / 5040))))));
    const auto half = whole >> 1;
    power = power_of_2(half);
    rest_of_power = power_of_2(whole - half);
  }

  constexpr float value() const { return (1 + m) * power * rest_of_power; }
  /// eˣ - 1, which keeps its digits where eˣ is near 1.
  constexpr float minus_one() const {
    const float scale = power * rest_of_power;
    return m * scale + (scale - 1);
  }

 private:
  static constexpr float power_of_2(std::int32_t n) {
    constexpr std::uint32_t bias = 127, fraction_bits = 23;
    return std::bit_cast<float>((static_cast<std::uint32_t>(n) + bias) << fraction_bits);
  }
};

}  // namespace detail

/// eˣ, within 1.1 ulp.
constexpr float exp(float x) { return detail::Exponential(x).value(); }
template <std::same_as<double> T>
constexpr T exp(T x) {
  return std::exp(x);
}

/// eˣ - 1, within 2 ulp.
constexpr float expm1(float x) {
  constexpr float one_is_lost = 40;  // in eˣ
  if (x > one_is_lost) return exp(x);
  return x == 0 ? x : detail::Exponential(x).minus_one();
}
template <std::same_as<double> T>
constexpr T expm1(T x) {
  return std::expm1(x);
}

/// (eˣ - e⁻ˣ)/(eˣ + e⁻ˣ), within 2.3 ulp: for e = e^(-2|x|) it is (1 - e)/(1 + e) = 1 - 2e/(1 + e), with the sign of x.
/// The first keeps its digits where x is near 0, the second elsewhere.
constexpr float tanh(float x) {
  constexpr float near_0 = 0.6F;
  const float length = x < 0 ? -x : x;
  const detail::Exponential e(-2 * length);
  const bool is_near = length < near_0;
  const float part = (is_near ? -e.minus_one() : 2 * e.value()) / (1 + e.value());
  const float size = is_near ? part : 1 - part;
  return x < 0 ? -size : (x == 0 ? x : size);
}
template <std::same_as<double> T>
constexpr T tanh(T x) {
  return std::tanh(x);
}

/// 1/(1 + e⁻ˣ), within 2 ulp; 0 for a float below -88.7, where e⁻ˣ is infinite.
template <class T>
constexpr T sigmoid(T x) {
  return T(1) / (T(1) + exp(-x));
}

}  // namespace d2l::formulas
