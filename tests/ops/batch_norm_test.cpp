// Batch normalization beside PyTorch's (fixtures/make_convolution.py), its running statistics, and what it keeps.
#include <limits>

#include <d2l/ops/ops.hpp>

#include "same_as_pytorch.hpp"

using namespace d2l;
using nlohmann::json;

namespace {

constexpr BatchNormOptions training{.training = true};

template <class T>
void expect_same(const json& book, double tolerance) {
  const auto channels = book["channels"].get<std::int64_t>();
  const auto mean = zeros<T>({channels}), var = ones<T>({channels});
  for (const auto& step : book["steps"]) {
    const auto of_channels = [&](const char* name) {
      return step.contains(name) ? array<T>(step[name]).requires_grad_() : Tensor<T>();
    };
    const auto x = array<T>(step["x"]).requires_grad_(), gamma = of_channels("gamma"), beta = of_channels("beta");
    const auto y = batch_norm(x, mean, var, gamma, beta,
                              {.training = step["training"].get<bool>(),
                               .momentum = book["momentum"].get<double>(),
                               .eps = book["eps"].get<double>()});
    expect_equal(y, step["y"], tolerance);
    expect_equal(mean, step["mean"], tolerance);
    expect_equal(var, step["var"], tolerance);
    y.backward(array<T>(step["dy"]));
    expect_equal(x.grad(), step["dx"], tolerance);
    if (gamma.defined()) expect_equal(gamma.grad(), step["dgamma"], tolerance);
    if (beta.defined()) expect_equal(beta.grad(), step["dbeta"], tolerance);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch_normalization)

BOOST_AUTO_TEST_CASE(values_gradients_and_statistics_are_those_of_pytorch) {
  for (const auto& book : fixture("convolution.json", "batch_norm")) BOOST_TEST_CONTEXT(book["channels"]) {
      expect_same<double>(book, 1e-12);
      expect_same<float>(book, 1e-5);
    }
}

BOOST_AUTO_TEST_CASE(training_moves_the_running_statistics_towards_mean_and_unbiased_variance) {
  const auto mean = tensor({0, 100}), var = tensor({1, 4});
  batch_norm(tensor({1, 2, 3, 2, 5, 2}).view({3, 2}), mean, var, {}, {}, {.training = true, .momentum = 0.25});
  BOOST_TEST(mean.to_vector() == std::vector<float>({0.75, 75.5}), boost::test_tools::per_element());
  BOOST_TEST(var.to_vector() == std::vector<float>({1.75, 3}), boost::test_tools::per_element());  // of 1, 3, 5: 4
}

BOOST_AUTO_TEST_CASE(evaluation_leaves_the_running_statistics_as_they_are) {
  const auto mean = tensor({1, 2}), var = tensor({4, 9});
  const auto version = mean.storage()->version();
  const auto Y = batch_norm(tensor({3, 2}).view({1, 2}), mean, var, {}, {}, {.eps = 0});
  BOOST_TEST(Y.to_vector() == std::vector<float>({1, 0}), boost::test_tools::per_element());
  BOOST_TEST(mean.to_vector() == std::vector<float>({1, 2}), boost::test_tools::per_element());
  BOOST_TEST(var.to_vector() == std::vector<float>({4, 9}), boost::test_tools::per_element());
  BOOST_TEST(mean.storage()->version() == version);
}

BOOST_AUTO_TEST_CASE(the_gradient_in_evaluation_is_that_of_the_statistics_at_that_time) {
  const auto mean = zeros<double>({1}), var = ones<double>({1});
  const auto X = tensor<double>({1, 2}).view({2, 1}).requires_grad_(), gamma = ones<double>({1}).requires_grad_();
  const auto Y = batch_norm(X, mean, var, gamma, {}, {.eps = 0});
  mean.fill_(50);
  var.fill_(9);
  Y.sum().backward();
  BOOST_TEST(X.grad().to_vector() == std::vector<double>({1, 1}), boost::test_tools::per_element());
  BOOST_TEST(gamma.grad().item() == 3);
}

BOOST_AUTO_TEST_CASE(training_on_one_number_a_channel_changes_nothing) {
  const auto mean = zeros({2}), var = ones({2});
  BOOST_CHECK_THROW(batch_norm(ones({1, 2}), mean, var, {}, {}, training), ValueError);
  BOOST_TEST(mean.to_vector() == std::vector<float>({0, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(numbers_far_from_zero_keep_their_variance) {
  const auto X = tensor<float>({100000, 100001, 100002, 100003}).view({4, 1});
  const auto Y = batch_norm(X, {}, {}, {}, {}, training);
  BOOST_TEST(Y[3].item() == 1.3416354F, boost::test_tools::tolerance(1e-6F));  // 1.5 / √(1.25 + 1e-5)
}

BOOST_AUTO_TEST_CASE(the_sum_of_large_numbers_is_one) {
  const auto X = tensor({3e38, 3e38, 2e38, 2e38}).view({4, 1});
  const auto mean = zeros({1}), variance = ones({1});
  batch_norm(X, mean, variance, {}, {}, {.training = true, .momentum = 1});
  BOOST_TEST(mean.item() == 2.5e38F, boost::test_tools::tolerance(1e-6F));
}

BOOST_AUTO_TEST_CASE(in_evaluation_the_gradient_of_an_infinite_number_is_finite) {
  const auto X = tensor({std::numeric_limits<double>::infinity(), 1}).view({2, 1}).requires_grad_();
  batch_norm(X, zeros({1}), full({1}, 4), {}, {}, {.eps = 0}).sum().backward();
  BOOST_TEST(X.grad().to_vector() == (std::vector<float>{0.5F, 0.5F}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_what_wants_a_gradient_gets_one) {
  for (int wanted = 0; wanted < 3; ++wanted) {
    const auto X = tensor({1, 2, 4}).view({3, 1}).requires_grad_(wanted == 0);
    const auto gamma = ones({1}).requires_grad_(wanted == 1), beta = ones({1}).requires_grad_(wanted == 2);
    batch_norm(X, {}, {}, gamma, beta, training).sum().backward();
    BOOST_TEST(X.grad().defined() == (wanted == 0));
    BOOST_TEST(gamma.grad().defined() == (wanted == 1));
    BOOST_TEST(beta.grad().defined() == (wanted == 2));
  }
  const auto mean = zeros({1}), var = ones({1});
  BOOST_TEST(!batch_norm(ones({2, 1}), mean, var, {}, {}, training).requires_grad());
}

BOOST_AUTO_TEST_CASE(a_change_of_X_before_its_gradient_is_found) {
  const auto X = tensor({1, 2, 4}).view({3, 1});
  const auto Y = batch_norm(X, {}, {}, ones({1}).requires_grad_(), {}, training);
  X.mul_(2);
  BOOST_CHECK_THROW(Y.sum().backward(), AutogradError);
}

BOOST_AUTO_TEST_SUITE_END()
