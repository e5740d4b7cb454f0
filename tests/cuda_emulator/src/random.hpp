#pragma once

#include <cstdint>
#include <random>

namespace cuda_emulator {

/// Where every order comes from: the same draws from the same seed, with every compiler.
class Random {
 public:
  explicit Random(std::uint32_t seed) : seed_(seed), engine_(seed) {}

  std::uint32_t seed() const { return seed_; }

  /// One of 0, ..., n - 1.
  std::uint32_t below(std::uint32_t n) {
    const std::uint64_t draw = engine_();
    return static_cast<std::uint32_t>(draw * n >> 32U);
  }

 private:
  std::uint32_t seed_;
  std::mt19937 engine_;
};

}  // namespace cuda_emulator
