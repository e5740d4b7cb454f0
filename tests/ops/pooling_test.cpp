// Pooling where numbers are equal, or none.
#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

using namespace d2l;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(pooling)

BOOST_AUTO_TEST_CASE(of_equals_the_first_gets_the_gradient) {
  const auto X = tensor({1, 3, 3, 2, 3, 3, 3, 3, 0, 0, 1, 1}).view({1, 1, 3, 4}).requires_grad_();
  max_pool2d(X, 2, {.stride = 1}).backward(tensor({1, 10, 100, 1000, 10000, 100000}).view({1, 1, 2, 3}));
  BOOST_TEST(X.grad().to_vector() == std::vector<float>({0, 11, 100, 0, 1000, 10000, 100000, 0, 0, 0, 0, 0}),
             per_element());
}

BOOST_AUTO_TEST_CASE(where_nothing_is_above_minus_infinity_the_first_place_gets_the_gradient) {
  const auto X = full({1, 1, 2, 3}, -INFINITY).requires_grad_();
  const auto Y = max_pool2d(X, {2, 3}, {.padding = {1, 1}});
  BOOST_TEST(Y.to_vector() == std::vector<float>(2, -INFINITY), per_element());
  Y.backward(ones(Y.shape()));
  BOOST_TEST(X.grad().to_vector() == std::vector<float>({1, 0, 0, 1, 0, 0}), per_element());
}

BOOST_AUTO_TEST_CASE(nan_is_above_all_and_the_first_nan_gets_the_gradient) {
  const auto X = tensor({INFINITY, 1, NAN, NAN, 2, 5, 1, 0}).view({1, 1, 2, 4}).requires_grad_();
  const auto Y = max_pool2d(X, 2, {.stride = 1});
  BOOST_TEST(Y[0][0][0][0].item() == INFINITY);
  BOOST_TEST(std::isnan(Y[0][0][0][1].item()));
  BOOST_TEST(std::isnan(Y[0][0][0][2].item()));
  Y.backward(ones(Y.shape()));
  BOOST_TEST(X.grad().to_vector() == std::vector<float>({1, 0, 2, 0, 0, 0, 0, 0}), per_element());
}

BOOST_AUTO_TEST_CASE(nan_stays_in_its_window) {
  const auto X = tensor({NAN, 1, 2, 3}).view({1, 1, 1, 4});
  for (const auto& Y : {avg_pool2d(X, {1, 2}), adaptive_avg_pool2d(X, {1, 2})}) {
    BOOST_TEST(std::isnan(Y.to_vector()[0]));
    BOOST_TEST(Y.to_vector()[1] == 2.5F);
  }
}

BOOST_AUTO_TEST_CASE(a_window_of_many_small_numbers_has_their_mean) {
  const auto X = full({1, 1, 3000, 3000}, 0.1F);
  BOOST_TEST(avg_pool2d(X, 3000).item() == 0.1F);
  BOOST_TEST(adaptive_avg_pool2d(X, 1).item() == 0.1F);
}

BOOST_AUTO_TEST_SUITE_END()
