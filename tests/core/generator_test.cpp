#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>

using namespace d2l;

namespace {

/// The places of the fields behind the 624 words.
constexpr std::size_t used_at = 4 * Generator::word_count, flag_at = used_at + 4, normal_at = flag_at + 4;

/// What the generator gives next: bits and normals, in turn.
std::vector<double> draws(Generator& generator) {
  std::vector<double> values;
  for (int i = 0; i < 700; ++i) {
    values.push_back(generator.random());
    values.push_back(generator.standard_normal());
  }
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generator)

BOOST_AUTO_TEST_CASE(draws_the_bits_of_the_standard_mersenne_twister) {
  for (const std::uint64_t seed : {0ull, 1ull, 7ull, 0xffffffffull, (1ull << 32) + 5, 1ull << 63}) {
    Generator generator(seed);
    std::mt19937 standard(static_cast<std::uint32_t>(seed));
    for (int i = 0; i < 2000; ++i) BOOST_REQUIRE_EQUAL(generator.random(), standard());
  }
}

BOOST_AUTO_TEST_CASE(sixty_four_bits_are_two_draws_the_high_half_first) {
  Generator generator(7), halves(7);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t high = halves.random(), low = halves.random();
    BOOST_REQUIRE_EQUAL(generator.random64(), high << 32 | low);
  }
}

BOOST_AUTO_TEST_CASE(many_draws_at_once_equal_single_draws) {
  for (const std::size_t before : {0U, 1U, 623U, 624U, 625U})
    for (const std::size_t n : {0U, 1U, 2U, 255U, 256U, 257U, 623U, 624U, 625U, 1300U, 5000U}) {
      Generator single(42), many(42);
      for (std::size_t i = 0; i < before; ++i) BOOST_REQUIRE_EQUAL(single.random(), many.random());
      std::vector<std::uint32_t> words(n);
      std::vector<std::uint64_t> longs(n);
      many.random(words);
      many.random64(longs);
      for (const auto word : words) BOOST_REQUIRE_EQUAL(word, single.random());
      for (const auto word : longs) BOOST_REQUIRE_EQUAL(word, single.random64());
      BOOST_TEST(single.random() == many.random());
    }
}

BOOST_AUTO_TEST_CASE(a_seed_starts_the_stream_anew_and_drops_the_kept_normal) {
  Generator generator(3);
  generator.standard_normal();
  generator.manual_seed(3);
  Generator fresh(3);
  BOOST_TEST(draws(generator) == draws(fresh));
}

BOOST_AUTO_TEST_CASE(a_copy_goes_on_with_the_same_numbers) {
  Generator generator(3);
  generator.standard_normal();
  Generator copy = generator;
  BOOST_TEST(draws(copy) == draws(generator));
}

BOOST_AUTO_TEST_CASE(the_default_generator_is_seeded_like_any_other) {
  manual_seed(11);
  Generator generator(11);
  BOOST_TEST(draws(default_generator()) == draws(generator));
  BOOST_TEST(Generator().random() == Generator(Generator::default_seed).random());
}

BOOST_AUTO_TEST_CASE(a_state_goes_on_as_if_never_stopped) {
  for (const int words : {0, 1, 623, 624, 625, 1000})
    for (const int normals : {0, 1, 2, 3}) {
      Generator generator(5);
      for (int i = 0; i < words; ++i) generator.random();
      for (int i = 0; i < normals; ++i) generator.standard_normal();
      const auto state = generator.state();
      BOOST_REQUIRE_EQUAL(state.size(), Generator::state_size);
      Generator resumed(99);
      resumed.standard_normal();
      resumed.set_state(state);
      BOOST_TEST(resumed.state() == state);
      BOOST_TEST(draws(resumed) == draws(generator));
    }
}

BOOST_AUTO_TEST_CASE(the_layout_of_the_state_is_the_documented_one) {
  Generator generator(0x01020304);
  auto state = generator.state();
  BOOST_TEST((std::vector(state.begin(), state.begin() + 4) == std::vector<std::uint8_t>{4, 3, 2, 1}));
  BOOST_TEST((state[used_at] | state[used_at + 1] << 8) == 624);
  BOOST_TEST(state[flag_at] == 0);
  generator.standard_normal();  // two numbers of 64 bits
  state = generator.state();
  BOOST_TEST(state[used_at] == 4);
  BOOST_TEST(state[flag_at] == 1);
  double kept;
  std::memcpy(&kept, &state[normal_at], sizeof kept);
  BOOST_TEST(kept == generator.standard_normal());
}

BOOST_AUTO_TEST_CASE(a_damaged_state_is_refused_and_changes_nothing) {
  Generator generator(5);
  generator.standard_normal();
  const auto good = generator.state();
  const auto refused = [&](const std::string& why, auto damage) {
    auto bad = good;
    damage(bad);
    BOOST_CHECK_EXCEPTION(generator.set_state(bad), FormatError, [&](const FormatError& e) {
      return std::string(e.what()).starts_with("random state: ") &&
             std::string(e.what()).find(why) != std::string::npos;
    });
    BOOST_TEST(generator.state() == good);
  };
  refused("0 bytes", [](auto& s) { s.clear(); });
  refused("2511 bytes instead of 2512", [](auto& s) { s.pop_back(); });
  refused("2513 bytes", [](auto& s) { s.push_back(0); });
  refused("all its words are 0", [](auto& s) { std::fill_n(s.begin(), used_at, std::uint8_t{0}); });
  refused("625 of 624 words", [](auto& s) {
    s[used_at] = 625 & 0xff;
    s[used_at + 1] = 625 >> 8;
  });
  refused("2 normal numbers", [](auto& s) { s[flag_at] = 2; });
  refused("not finite", [](auto& s) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::memcpy(&s[normal_at], &nan, sizeof nan);
  });
}

BOOST_AUTO_TEST_SUITE_END()
