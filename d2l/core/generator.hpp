#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace d2l {

/// A stream of random numbers: the Mersenne Twister MT19937, seeded and read as PyTorch's CPU generator does, so that
/// equal seeds give equal numbers. A value: a copy goes on with the same numbers. Only one thread at a time may draw
/// from it; at the default generator, which all threads share, the functions that fill memory take turns (lock_draws).
class Generator {
 public:
  /// The seed of a generator that nobody has seeded, PyTorch's own.
  static constexpr std::uint64_t default_seed = 67280421310721;

  explicit Generator(std::uint64_t seed = default_seed) { manual_seed(seed); }

  /// Starts the stream anew. Only the low 32 bits of the seed count, as in PyTorch.
  void manual_seed(std::uint64_t seed);

  /// The next 32 random bits.
  std::uint32_t random();
  /// The next 64 random bits: two draws, the high half first.
  std::uint64_t random64();
  /// Fills `out` with what as many calls of random() would give, several times faster.
  void random(std::span<std::uint32_t> out);
  /// Fills `out` with what as many calls of random64() would give.
  void random64(std::span<std::uint64_t> out);
  /// One draw from the standard normal distribution. Draws come in pairs (Box-Muller): the second one is kept for the
  /// next call, whatever else is drawn in between.
  double standard_normal();

  /// The whole state, for checkpoints. `state_size` bytes, little-endian: the 624 words of the twister (32 bits each),
  /// how many of them are used up (32 bits), whether a second normal is kept (32 bits, 0 or 1), and its value (double).
  std::vector<std::uint8_t> state() const;
  /// Continues where the generator stood whose state this is. Throws FormatError, and changes nothing, for damaged
  /// bytes.
  void set_state(std::span<const std::uint8_t> bytes);

  static constexpr std::size_t word_count = 624;
  static constexpr std::size_t state_size = 4 * word_count + 4 + 4 + 8;

 private:
  void refill();

  std::array<std::uint32_t, word_count> words_;
  std::size_t used_ = word_count;
  std::optional<double> second_normal_;
};

/// The generator that draws unless another one is given: one for all threads, as in PyTorch.
Generator& default_generator();

/// Seeds the default generator, as `torch.manual_seed` does.
void manual_seed(std::uint64_t seed);

/// Held by everything that draws many numbers at once, and by whatever saves, restores or seeds the default generator's
/// state: while it is held, no other thread does any of this, so each thread's numbers are one piece of the stream.
/// Which thread comes first is up to the system. A generator that is not the default one belongs to one thread, and
/// nothing is locked for it.
[[nodiscard]] std::unique_lock<std::recursive_mutex> lock_draws(const Generator& generator);

}  // namespace d2l
