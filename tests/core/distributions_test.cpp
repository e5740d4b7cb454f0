#include <cmath>
#include <cstdint>
#include <fstream>
#include <libdeflate.h>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <d2l/core/distributions.hpp>
#include <d2l/core/error.hpp>

using namespace d2l;
using nlohmann::json;

namespace {

/// n elements in one piece of memory; a std::vector<bool> has none.
template <class T>
struct Elements {
  explicit Elements(std::size_t n) : memory(std::make_unique<T[]>(n)), size(n) {}
  std::span<T> span() { return {memory.get(), size}; }

  std::unique_ptr<T[]> memory;
  std::size_t size;
};

template <class T>
void draw(const json& call, std::span<T> out, Generator& generator) {
  const auto op = call.at("op").get<std::string>();
  const auto& args = call.at("args");
  if constexpr (std::is_floating_point_v<T>) {
    if (op == "uniform") return fill_uniform<T>(out, args[0], args[1], generator);
    if (op == "normal") return fill_normal<T>(out, args[0], args[1], generator);
    if (op == "bernoulli_each") {
      std::vector<T> p;
      for (std::size_t i = 0; i < out.size(); ++i) p.push_back(static_cast<T>(i) / static_cast<T>(out.size()));
      return fill_bernoulli<T>(out, p, generator);
    }
  }
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (op == "randperm") return fill_randperm(out, generator);
    if (op == "seed") {
      out[0] = draw_seed(generator);
      return;
    }
  }
  if constexpr (!std::is_same_v<T, bool>)
    if (op == "randint") return fill_randint<T>(out, args[0], args[1], generator);
  if (op == "bernoulli") return fill_bernoulli<T>(out, args[0].get<double>(), generator);
  BOOST_FAIL("unknown call " << call);
}

/// PyTorch's kernels approximate log, sin and cos by their own polynomials in float, and use the C library in double.
template <class T>
void expect_close(T value, T expected, const json& call) {
  if constexpr (std::is_floating_point_v<T>) {
    const T rounding = 8 * std::numeric_limits<T>::epsilon();
    const T allowed = rounding * (std::abs(expected) + 4 * call.at("args")[1].get<T>());
    BOOST_TEST(std::abs(value - expected) <= allowed, value << " instead of " << expected);
  } else {
    BOOST_TEST(value == expected);
  }
}

template <class T>
void check(const json& call, Generator& generator) {
  Elements<T> elements(call.at("n"));
  const auto values = elements.span();
  draw<T>(call, values, generator);
  if (call.contains("crc32")) {
    const auto crc = libdeflate_crc32(0, values.data(), values.size_bytes());
    BOOST_TEST(crc == call.at("crc32").get<std::uint32_t>());
  }
  const auto& ends = call.at("ends");
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto place = i < 8 || values.size() <= 16 ? i : values.size() - 16 + i;
    if constexpr (std::is_same_v<T, bool>)
      BOOST_TEST(values[place] == (ends[i] == 1));
    else if (call.contains("crc32"))
      BOOST_TEST(values[place] == ends[i].get<T>());
    else
      expect_close<T>(values[place], ends[i].get<T>(), call);
  }
}

void check(const json& call, Generator& generator) {
  const auto type = call.at("type").get<std::string>();
  if (type == "float")
    check<float>(call, generator);
  else if (type == "double")
    check<double>(call, generator);
  else if (type == "int64")
    check<std::int64_t>(call, generator);
  else if (type == "uint8")
    check<std::uint8_t>(call, generator);
  else if (type == "bool")
    check<bool>(call, generator);
  else
    BOOST_FAIL("unknown type " << type);
}

json fixture() {
  std::ifstream file(D2L_FIXTURES_DIR "/random.json");
  BOOST_REQUIRE(file);
  return json::parse(file);
}

/// The message of the ValueError that `call` throws.
template <class F>
std::string error_of(F call) {
  try {
    call();
  } catch (const ValueError& e) {
    return e.what();
  }
  return "no error";
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN(),
                 infinity = std::numeric_limits<double>::infinity();

}  // namespace

BOOST_AUTO_TEST_SUITE(distributions)

BOOST_AUTO_TEST_CASE(draws_what_pytorch_draws) {
  const json expected = fixture();
  std::size_t calls = 0;
  for (const auto& stream : expected.at("streams")) {
    Generator generator(stream.at("seed").get<std::uint64_t>());
    for (const auto& call : stream.at("draws")) {
      BOOST_TEST_CONTEXT("seed " << stream.at("seed") << ": " << call.at("op") << call.at("args") << " of "
                                 << call.at("n") << " " << call.at("type"))
      check(call, generator);
      ++calls;
    }
  }
  BOOST_TEST(calls > 500);
}

BOOST_AUTO_TEST_CASE(the_kept_normal_outlives_other_draws) {
  Generator mixed(1), plain(1);
  std::vector<double> three(3), more(5), rest(1), uniform(2);
  fill_normal<double>(three, 0, 1, mixed);
  fill_uniform<double>(uniform, 0, 1, mixed);
  fill_normal<double>(rest, 0, 1, mixed);
  for (auto& x : more) x = plain.standard_normal();
  BOOST_TEST(std::vector(more.begin(), more.begin() + 3) == three);
  BOOST_TEST(rest[0] == more[3]);
}

BOOST_AUTO_TEST_CASE(a_standard_deviation_of_zero_gives_the_mean) {
  Generator generator(1);
  for (const std::size_t n : {3U, 16U, 21U}) {
    std::vector<float> values(n);
    fill_normal<float>(values, 1.5, 0, generator);
    BOOST_TEST(values == std::vector<float>(n, 1.5f));
  }
}

BOOST_AUTO_TEST_CASE(a_permutation_holds_every_index_once) {
  Generator generator(1);
  std::vector<std::int64_t> order(1000), seen(1000, 0);
  fill_randperm(order, generator);
  for (const auto i : order) ++seen.at(static_cast<std::size_t>(i));
  BOOST_TEST(seen == std::vector<std::int64_t>(1000, 1));
}

BOOST_AUTO_TEST_CASE(arguments_without_sense_are_refused_before_anything_is_drawn) {
  Generator generator(1);
  std::vector<float> x(4), p(4, 0.5f);
  std::vector<std::uint8_t> bytes(4);
  std::vector<std::int64_t> longs(4);
  const auto uniform = [&](double from, double to) {
    return error_of([&] { fill_uniform<float>(x, from, to, generator); });
  };
  const auto normal = [&](double mean, double std) {
    return error_of([&] { fill_normal<float>(x, mean, std, generator); });
  };
  const auto bernoulli = [&](double q) { return error_of([&] { fill_bernoulli<float>(x, q, generator); }); };

  BOOST_TEST(uniform(2, 1) == "uniform: from 2 to 1 is no range; give the smaller bound first");
  BOOST_TEST(uniform(not_a_number, 1).starts_with("uniform: from nan to 1 is no range"));
  BOOST_TEST(uniform(0, not_a_number).starts_with("uniform: from 0 to nan is no range"));
  BOOST_TEST(uniform(0, infinity).starts_with("uniform: from 0 to inf is more than the element type holds"));
  BOOST_TEST(uniform(-3e38, 3e38).starts_with("uniform: from -3e+38 to 3e+38 is more than the element type holds"));
  BOOST_TEST(normal(not_a_number, 1).starts_with("normal: the mean nan"));
  BOOST_TEST(normal(infinity, 1).starts_with("normal: the mean inf"));
  BOOST_TEST(normal(0, -0.5).starts_with("normal: the standard deviation -0.5"));
  BOOST_TEST(normal(0, not_a_number).starts_with("normal: the standard deviation nan"));
  BOOST_TEST(normal(0, infinity).starts_with("normal: the standard deviation inf"));
  BOOST_TEST(bernoulli(1.5) == "bernoulli: 1.5 is no probability; give one from 0 to 1");
  BOOST_TEST(bernoulli(-0.1).starts_with("bernoulli: -0.1 is no probability"));
  BOOST_TEST(bernoulli(not_a_number).starts_with("bernoulli: nan is no probability"));
  p[3] = 2;
  BOOST_TEST(error_of([&] { fill_bernoulli<float>(x, p, generator); }).starts_with("bernoulli: 2 is no probability"));
  p.pop_back();
  BOOST_TEST(error_of([&] {
               fill_bernoulli<float>(x, std::span<const float>(p).first(3), generator);
             }).starts_with("bernoulli: 3 probabilities for 4 elements"));
  BOOST_TEST(error_of([&] {
               fill_randint<std::int64_t>(longs, 5, 5, generator);
             }).starts_with("randint: no integer from 5 up to but not including 5"));
  BOOST_TEST(error_of([&] {
               fill_randint<std::uint8_t>(bytes, 0, 257, generator);
             }).starts_with("randint: from 0 up to 256, but the element type holds integers from 0 to 255"));
  BOOST_TEST(
      error_of([&] { fill_randint<std::uint8_t>(bytes, -1, 2, generator); }).starts_with("randint: from -1 up to 1"));
  BOOST_TEST(
      error_of([&] { fill_randint<float>(x, 0, (1 << 24) + 2, generator); }).starts_with("randint: from 0 up to"));

  BOOST_TEST(generator.state() == Generator(1).state());
}

BOOST_AUTO_TEST_SUITE_END()
