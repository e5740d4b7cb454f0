// How near the vector code of kernels/formulas/exponential.hpp comes to the true values, over all sizes of floats.
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

#include <boost/test/unit_test.hpp>

#include <d2l/kernels/formulas/exponential.hpp>

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

// |y - right| in units of the last place of a float near `right`.
double ulps(float y, double right) {
  constexpr int digits = 23, least = -149;
  const auto exponent = right == 0 ? least : std::max(std::ilogb(right) - digits, least);
  return std::abs(y - right) / std::ldexp(1.0, exponent);
}

// Every so many-th float there is, of both signs, and what is far off beside `most`.
void expect_within(double most, const std::function<float(float)>& f, const std::function<double(double)>& right,
                   float from = -infinity) {
  constexpr std::uint64_t step = 9973;
  for (std::uint64_t bits = 0; bits <= std::numeric_limits<std::uint32_t>::max(); bits += step) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    const auto expected = right(x);
    const auto y = f(x);
    if (x < from) continue;
    if (std::isnan(expected) || std::isinf(static_cast<float>(expected)))
      BOOST_TEST((std::isnan(expected) ? std::isnan(y) : y == static_cast<float>(expected)), "f(" << x << ") = " << y);
    else if (!(ulps(y, expected) <= most))
      BOOST_ERROR("f(" << x << ") = " << y << ", not " << expected);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exponential)

BOOST_AUTO_TEST_CASE(floats_are_as_near_as_is_said) {
  namespace formulas = d2l::formulas;
  expect_within(1.1, [](float x) { return formulas::exp(x); }, [](double x) { return std::exp(x); });
  expect_within(2, [](float x) { return formulas::expm1(x); }, [](double x) { return std::expm1(x); });
  expect_within(2.3, [](float x) { return formulas::tanh(x); }, [](double x) { return std::tanh(x); });
  expect_within(
      2, [](float x) { return formulas::sigmoid(x); }, [](double x) { return 1 / (1 + std::exp(-x)); }, -88.7F);
}

BOOST_AUTO_TEST_CASE(zeros_infinities_and_the_ends) {
  namespace formulas = d2l::formulas;
  BOOST_TEST(std::signbit(formulas::tanh(-0.0F)));
  BOOST_TEST(std::signbit(formulas::expm1(-0.0F)));
  BOOST_TEST(!std::signbit(formulas::tanh(0.0F)));
  BOOST_TEST(formulas::exp(-infinity) == 0);
  BOOST_TEST(formulas::exp(infinity) == infinity);
  BOOST_TEST(formulas::expm1(88.72F) == formulas::exp(88.72F));
  BOOST_TEST(formulas::sigmoid(-infinity) == 0);
  BOOST_TEST(formulas::sigmoid(-89.0F) == 0);
  BOOST_TEST(formulas::tanh(infinity) == 1);
  BOOST_TEST(formulas::exp(0.0F) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
