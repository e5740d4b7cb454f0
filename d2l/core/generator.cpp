#include "d2l/core/generator.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <string>

#include <boost/endian/arithmetic.hpp>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

// The twister's recurrence: word k + 624 comes from words k, k + 1 and k + 397.
constexpr std::size_t shift = 397;

std::uint32_t twist(std::uint32_t word, std::uint32_t next, std::uint32_t shifted) {
  const auto joined = (word & 0x80000000u) | (next & 0x7fffffffu);
  return shifted ^ (joined >> 1) ^ ((0u - (joined & 1u)) & 0x9908b0dfu);
}

std::uint32_t temper(std::uint32_t word) {
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

std::uint64_t join(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; }

// The state as it is written down.
struct State {
  std::array<boost::endian::little_uint32_t, Generator::word_count> words;
  boost::endian::little_uint32_t used, normals;
  boost::endian::little_uint64_t second;
};
static_assert(sizeof(State) == Generator::state_size);

}  // namespace

void Generator::manual_seed(std::uint64_t seed) {
  words_[0] = static_cast<std::uint32_t>(seed);
  for (std::uint32_t k = 1; k < word_count; ++k) words_[k] = 1812433253u * (words_[k - 1] ^ (words_[k - 1] >> 30)) + k;
  used_ = word_count;
  second_normal_.reset();
}

void Generator::refill() {
  auto& w = words_;
  // Three loops instead of one with indices modulo 624, so that each runs in vector registers.
  std::size_t k = 0;
  for (; k < word_count - shift; ++k) w[k] = twist(w[k], w[k + 1], w[k + shift]);
  for (; k < word_count - 1; ++k) w[k] = twist(w[k], w[k + 1], w[k + shift - word_count]);
  w[k] = twist(w[k], w[0], w[shift - 1]);
  used_ = 0;
}

std::uint32_t Generator::random() {
  if (used_ == word_count) refill();
  return temper(words_[used_++]);
}

std::uint64_t Generator::random64() {
  const auto high = random();
  return join(high, random());
}

void Generator::random(std::span<std::uint32_t> out) {
  while (!out.empty()) {
    if (used_ == word_count) refill();
    const auto n = std::min(out.size(), word_count - used_);
    std::transform(words_.begin() + static_cast<std::ptrdiff_t>(used_),
                   words_.begin() + static_cast<std::ptrdiff_t>(used_ + n), out.begin(), temper);
    used_ += n;
    out = out.subspan(n);
  }
}

void Generator::random64(std::span<std::uint64_t> out) {
  std::array<std::uint32_t, 512> draws;
  while (!out.empty()) {
    const auto n = std::min(out.size(), draws.size() / 2);
    random(std::span(draws).first(2 * n));
    for (std::size_t i = 0; i < n; ++i) out[i] = join(draws[2 * i], draws[2 * i + 1]);
    out = out.subspan(n);
  }
}

double Generator::standard_normal() {
  if (second_normal_) {
    const double second = *second_normal_;
    second_normal_.reset();
    return second;
  }
  constexpr std::uint64_t mask = (std::uint64_t{1} << 53) - 1;
  const double u1 = static_cast<double>(random64() & mask) * 0x1p-53;
  const double u2 = static_cast<double>(random64() & mask) * 0x1p-53;
  const double radius = std::sqrt(-2 * std::log(1 - u2)), angle = 2 * std::numbers::pi * u1;
  second_normal_ = radius * std::sin(angle);
  return radius * std::cos(angle);
}

std::vector<std::uint8_t> Generator::state() const {
  const auto lock = lock_draws(*this);
  State state{};
  std::ranges::copy(words_, state.words.begin());
  state.used = static_cast<std::uint32_t>(used_);
  state.normals = static_cast<std::uint32_t>(second_normal_.has_value());
  state.second = std::bit_cast<std::uint64_t>(second_normal_.value_or(0));
  std::vector<std::uint8_t> bytes(state_size);
  std::memcpy(bytes.data(), &state, state_size);
  return bytes;
}

void Generator::set_state(std::span<const std::uint8_t> bytes) {
  const auto damaged = [](const std::string& what) {
    return FormatError("random state: " + what +
                       "; it is damaged or of another program, start from another checkpoint");
  };
  if (bytes.size() != state_size)
    throw damaged(std::to_string(bytes.size()) + " bytes instead of " + std::to_string(state_size));
  State state{};
  std::memcpy(&state, bytes.data(), state_size);
  Generator next;
  std::ranges::copy(state.words, next.words_.begin());
  next.used_ = state.used;
  const std::uint32_t normals = state.normals;
  const auto second = std::bit_cast<double>(std::uint64_t{state.second});
  if (std::ranges::all_of(next.words_, [](auto word) { return word == 0; })) throw damaged("all its words are 0");
  if (next.used_ > word_count)
    throw damaged(std::to_string(next.used_) + " of " + std::to_string(word_count) + " words are used up");
  if (normals > 1) throw damaged("it keeps " + std::to_string(normals) + " normal numbers instead of 0 or 1");
  if (!std::isfinite(second)) throw damaged("the normal number it keeps is not finite");
  if (normals == 1) next.second_normal_ = second;
  const auto lock = lock_draws(*this);
  *this = next;
}

Generator& default_generator() {
  static Generator generator;
  return generator;
}

void manual_seed(std::uint64_t seed) {
  const auto lock = lock_draws(default_generator());
  default_generator().manual_seed(seed);
}

std::unique_lock<std::recursive_mutex> lock_draws(const Generator& generator) {
  static std::recursive_mutex drawing;  // recursive, since what draws may be made of what draws
  if (&generator != &default_generator()) return {};
  return std::unique_lock(drawing);
}

}  // namespace d2l
