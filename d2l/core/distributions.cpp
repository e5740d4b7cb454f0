#include "d2l/core/distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <numbers>
#include <numeric>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/element.hpp"
#include "d2l/core/error.hpp"

namespace d2l {
namespace {

void draw(std::span<std::uint32_t> bits, Generator& generator) { generator.random(bits); }
void draw(std::span<std::uint64_t> bits, Generator& generator) { generator.random64(bits); }

// out[i] = f(draw i), a cache-sized batch of draws at a time.
template <class Bits, class T, class F>
void fill(std::span<T> out, Generator& generator, F f) {
  const auto lock = lock_draws(generator);
  std::array<Bits, 256> bits;
  for (std::size_t start = 0; start < out.size(); start += bits.size()) {
    const auto batch = out.subspan(start, std::min(bits.size(), out.size() - start));
    draw(std::span(bits).first(batch.size()), generator);
    std::transform(bits.begin(), bits.begin() + std::ssize(batch), batch.begin(), f);
  }
}

// The random bits that make one number in [0, 1): as many of the lowest ones as T has digits.
template <class T>
using BitsOf = std::conditional_t<std::same_as<T, float>, std::uint32_t, std::uint64_t>;

template <class T>
constexpr BitsOf<T> digits_mask = (BitsOf<T>{1} << std::numeric_limits<T>::digits) - 1;

template <class T>
T unit_uniform(BitsOf<T> bits) {
  using Signed = std::make_signed_t<BitsOf<T>>;  // processors convert signed integers faster
  return static_cast<T>(static_cast<Signed>(bits & digits_mask<T>)) * (std::numeric_limits<T>::epsilon() / 2);
}

// Box-Muller on a block of 16 uniform numbers: the first eight make the radii, the last eight the angles. The fma
// is PyTorch's: its kernels fuse the product with the sum, and without that the last bit differs.
template <class T>
void normal_block(std::span<T, 16> block, T mean, T std) {
  for (std::size_t i = 0; i < 8; ++i) {
    const T radius = std::sqrt(-2 * std::log(1 - block[i]));
    const T angle = 2 * std::numbers::pi_v<T> * block[i + 8];
    block[i] = std::fma(radius * std::cos(angle), std, mean);
    block[i + 8] = std::fma(radius * std::sin(angle), std, mean);
  }
}

// The largest integer up to which T holds every integer.
template <class T>
constexpr std::int64_t last_exact_integer() {
  if constexpr (std::integral<T>)
    return static_cast<std::int64_t>(std::numeric_limits<T>::max());
  else
    return std::int64_t{1} << std::numeric_limits<T>::digits;
}

template <class T>
constexpr std::int64_t first_exact_integer() {
  if constexpr (std::integral<T>)
    return static_cast<std::int64_t>(std::numeric_limits<T>::lowest());
  else
    return -last_exact_integer<T>();
}

void expect_moments(double mean, double std) {
  if (!std::isfinite(mean)) throw ValueError(fmt::format("normal: the mean {} is not finite", mean));
  if (!std::isfinite(std) || std < 0)
    throw ValueError(fmt::format("normal: the standard deviation {} is not finite and 0 or more", std));
}

void expect_probability(double p) {
  if (!(p >= 0 && p <= 1)) throw ValueError(fmt::format("bernoulli: {} is no probability; give one from 0 to 1", p));
}

}  // namespace

template <class T>
void fill_uniform(std::span<T> out, double from, double to, Generator& generator) {
  const T first = static_cast<T>(from), range = static_cast<T>(to) - first;
  if (!(from <= to))
    throw ValueError(fmt::format("uniform: from {} to {} is no range; give the smaller bound first", from, to));
  if (!std::isfinite(first) || !std::isfinite(range))
    throw ValueError(
        fmt::format("uniform: from {} to {} is more than the element type holds; give a smaller range", from, to));
  fill<BitsOf<T>>(out, generator, [=](auto bits) { return std::fma(unit_uniform<T>(bits), range, first); });
}

template <class T>
void fill_normal_singly(std::span<T> out, double mean, double std, Generator& generator) {
  expect_moments(mean, std);
  const auto lock = lock_draws(generator);
  for (auto& x : out) x = static_cast<T>(std::fma(generator.standard_normal(), std, mean));
}

template <class T>
void fill_normal(std::span<T> out, double mean, double std, Generator& generator) {
  if (out.size() < 16) return fill_normal_singly(out, mean, std, generator);
  expect_moments(mean, std);
  const auto lock = lock_draws(generator);
  const auto draw_block = [&](std::size_t start) {
    normal_block<T>(out.subspan(start).template first<16>(), static_cast<T>(mean), static_cast<T>(std));
  };
  fill<BitsOf<T>>(out, generator, unit_uniform<T>);
  for (std::size_t start = 0; start + 16 <= out.size(); start += 16) draw_block(start);
  if (out.size() % 16 != 0) {  // an incomplete block: the last 16 numbers are drawn again, as one block
    fill<BitsOf<T>>(out.last(16), generator, unit_uniform<T>);
    draw_block(out.size() - 16);
  }
}

template <class T>
void fill_randint(std::span<T> out, std::int64_t low, std::int64_t high, Generator& generator) {
  if (low >= high) throw ValueError(fmt::format("randint: no integer from {} up to but not including {}", low, high));
  if (low < first_exact_integer<T>() || high - 1 > last_exact_integer<T>())
    throw ValueError(fmt::format("randint: from {} up to {}, but the element type holds integers from {} to {} only",
                                 low, high - 1, first_exact_integer<T>(), last_exact_integer<T>()));
  const auto base = static_cast<std::uint64_t>(low), range = static_cast<std::uint64_t>(high) - base;
  const auto shifted = [=](std::uint64_t offset) { return static_cast<T>(static_cast<std::int64_t>(base + offset)); };
  if (range >> 32)
    fill<std::uint64_t>(out, generator, [=](std::uint64_t bits) { return shifted(bits % range); });
  else
    fill<std::uint32_t>(out, generator, [=, range = static_cast<std::uint32_t>(range)](std::uint32_t bits) {
      return shifted(bits % range);
    });
}

void fill_randperm(std::span<std::int64_t> out, Generator& generator) {
  std::iota(out.begin(), out.end(), std::int64_t{0});
  const auto lock = lock_draws(generator);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) std::swap(out[i], out[i + generator.random() % (out.size() - i)]);
}

template <class T>
void fill_bernoulli(std::span<T> out, double p, Generator& generator) {
  expect_probability(p);
  // A uniform number bits * 2^-53 lies below p where its bits lie below p * 2^53: compared so, no number is made.
  const auto bound = static_cast<std::int64_t>(std::ceil(std::ldexp(p, 53)));
  fill<std::uint64_t>(out, generator, [=](std::uint64_t bits) {
    return static_cast<T>(static_cast<std::int64_t>(bits & digits_mask<double>) < bound);
  });
}

template <class T>
void fill_bernoulli(std::span<T> out, std::span<const T> p, Generator& generator) {
  if (out.size() != p.size())
    throw ValueError(fmt::format("bernoulli: {} probabilities for {} elements", p.size(), out.size()));
  std::ranges::for_each(p, expect_probability);
  fill<BitsOf<T>>(out, generator, unit_uniform<T>);
  std::transform(out.begin(), out.end(), p.begin(), out.begin(), [](T u, T p_i) { return static_cast<T>(u < p_i); });
}

std::int64_t draw_seed(Generator& generator) {
  const auto lock = lock_draws(generator);
  return static_cast<std::int64_t>(generator.random64() & (~std::uint64_t{0} >> 1));
}

#define D2L_INSTANTIATE_FLOAT(T)                                              \
  template void fill_uniform(std::span<T>, double, double, Generator&);       \
  template void fill_normal(std::span<T>, double, double, Generator&);        \
  template void fill_normal_singly(std::span<T>, double, double, Generator&); \
  template void fill_bernoulli(std::span<T>, std::span<const T>, Generator&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

#define D2L_INSTANTIATE_NUMBER(T) template void fill_randint(std::span<T>, std::int64_t, std::int64_t, Generator&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

#define D2L_INSTANTIATE(T) template void fill_bernoulli(std::span<T>, double, Generator&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
