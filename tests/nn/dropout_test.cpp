#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(dropout)

BOOST_AUTO_TEST_CASE(in_training_elements_are_zero_or_scaled_and_the_expectation_stays) {
  manual_seed(0);
  for (const auto mask : {nn::Dropout::Mask::bernoulli, nn::Dropout::Mask::uniform}) {
    nn::Dropout layer(0.2, mask);
    const auto Y = layer(ones({400, 500}));
    std::int64_t zeros = 0;
    for (const auto y : Y.to_vector()) {
      BOOST_REQUIRE(y == 0.0F || std::abs(y - 1.25F) < 1e-6F);
      zeros += y == 0.0F;
    }
    // The share of zeros of 200,000 independent draws deviates by 0.0009; five times that is allowed.
    BOOST_CHECK_SMALL(static_cast<double>(zeros) / 200000 - 0.2, 0.0045);
  }
}

BOOST_AUTO_TEST_CASE(in_evaluation_nothing_changes_and_nothing_is_drawn) {
  nn::Dropout layer(0.5);
  layer.eval();
  const auto X = randn({3, 4});
  manual_seed(1);
  BOOST_TEST(layer(X).to_vector() == X.to_vector(), boost::test_tools::per_element());
  const auto next = rand({1}).item();
  manual_seed(1);
  BOOST_TEST(rand({1}).item() == next);
}

BOOST_AUTO_TEST_CASE(the_gradient_goes_where_the_elements_stayed) {
  nn::Dropout layer(0.5);
  const auto X = ones({50}).requires_grad_();
  const auto Y = layer(X);
  Y.sum().backward();
  BOOST_TEST(X.grad().to_vector() == Y.to_vector(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_ends_keep_all_or_nothing_and_what_lies_beyond_is_refused) {
  const auto X = ones({4});
  BOOST_TEST(nn::Dropout(0)(X).sum().item() == 4.0F);
  BOOST_TEST(nn::Dropout(1)(X).sum().item() == 0.0F);
  for (const double p : {-0.1, 1.1, std::nan("")}) BOOST_CHECK_THROW(nn::Dropout{p}, ValueError);
}

BOOST_AUTO_TEST_SUITE_END()
