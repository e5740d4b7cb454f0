#include <limits>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 not_a_number = std::numeric_limits<double>::quiet_NaN();

bool close(double x, double y, double rtol = 1e-5, double atol = 1e-8) {
  return allclose(tensor<double>(x), tensor<double>(y), rtol, atol);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(closeness)

BOOST_AUTO_TEST_CASE(an_infinity_is_close_to_itself_alone) {
  for (const double x : {0.0, 1.0, -1e300, -infinity, not_a_number}) {
    BOOST_TEST(!close(x, infinity));
    BOOST_TEST(!close(infinity, x));
    BOOST_TEST(!close(x, infinity, 1, infinity));
  }
  BOOST_TEST(close(infinity, infinity));
  BOOST_TEST(close(-infinity, -infinity, 0, 0));
}

BOOST_AUTO_TEST_CASE(nan_is_close_to_nothing) {
  BOOST_TEST(!close(not_a_number, not_a_number));
  BOOST_TEST(!close(1, not_a_number, 1, 1));
  BOOST_TEST(!close(1, 2, not_a_number, 1));
}

BOOST_AUTO_TEST_CASE(the_tolerance_is_relative_to_the_second) {
  BOOST_TEST(close(8, 10, 0.21, 0));
  BOOST_TEST(!close(10, 8, 0.21, 0));
}

BOOST_AUTO_TEST_CASE(integers_beyond_the_doubles_differ) {
  constexpr std::int64_t large = std::int64_t{1} << 53, last = std::numeric_limits<std::int64_t>::max();
  BOOST_TEST(!allclose(tensor<std::int64_t>(large), tensor<std::int64_t>(large + 1), 0, 0));
  BOOST_TEST(allclose(tensor<std::int64_t>(large), tensor<std::int64_t>(large + 1), 0, 1));
  BOOST_TEST(!allclose(tensor<std::int64_t>(last), tensor<std::int64_t>(-last), 1e-5, 0));
}

BOOST_AUTO_TEST_SUITE_END()
