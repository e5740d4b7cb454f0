#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/book/least_squares.hpp>
#include <d2l/book/synthetic_data.hpp>
#include <d2l/book/training.hpp>
#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(training)

BOOST_AUTO_TEST_CASE(it_keeps_what_the_epochs_came_to_and_the_first_batches_of_the_first) {
  program::Arguments args;
  args.progress = false;
  Training training(args);
  for (std::int64_t epoch = 1; epoch <= 2; ++epoch) {
    training.start(epoch, 30);
    for (int batch = 0; batch < 30; ++batch) training.batch(full({}, batch));
    training.finish({.loss = 0.5 / static_cast<double>(epoch), .test_acc = 0.9});
  }
  BOOST_REQUIRE_EQUAL(training.epochs().size(), 2);
  BOOST_TEST(training.epochs()[1].epoch == 2);
  BOOST_TEST(training.epochs()[1].loss == 0.25);
  BOOST_TEST((training.epochs()[1].test_acc == 0.9));
  BOOST_TEST(!training.epochs()[1].train_acc.has_value());
  BOOST_TEST(training.epochs()[0].seconds >= 0);
  BOOST_TEST(training.epochs()[0].first_batches.size() == 20);
  BOOST_TEST(training.epochs()[0].first_batches.back() == 19);
  BOOST_TEST(training.epochs()[1].first_batches.empty());
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_not_finite_ends_the_training_and_says_where) {
  for (const double loss : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    Training training(program::Arguments{});
    training.start(3, 10);
    training.batch(ones({}));
    BOOST_CHECK_EXCEPTION(training.batch(full({}, loss)), DivergedError, [](const DivergedError& error) {
      return std::string(error.what()).find("epoch 3, batch 2") != std::string::npos;
    });
  }
}

BOOST_AUTO_TEST_CASE(so_does_one_that_is_not_finite_after_an_epoch) {
  program::Arguments args;
  args.progress = false;
  Training training(args);
  training.start(1, 1);
  training.batch(ones({}));
  BOOST_CHECK_EXCEPTION(training.finish({.loss = HUGE_VAL}), DivergedError, [](const DivergedError& error) {
    return std::string(error.what()).find("inf after epoch 1: ") != std::string::npos;
  });
  BOOST_TEST(training.epochs().empty());
}

BOOST_AUTO_TEST_CASE(least_squares_finds_the_line_that_made_the_data) {
  manual_seed(1);
  const auto w = tensor({2, -3.4F}).view({2, 1});
  const auto [X, y] = synthetic_data(w, 4.2F, 1000);
  BOOST_TEST((X.shape() == Shape{1000, 2}));
  BOOST_TEST((y.shape() == Shape{1000, 1}));
  // The noise of deviation 0.01 moves each parameter by about 0.01/√1000.
  const auto [found, b] = least_squares(X, y);
  BOOST_CHECK_SMALL(found.at(0, 0) - 2.0F, 0.002F);
  BOOST_CHECK_SMALL(found.at(1, 0) + 3.4F, 0.002F);
  BOOST_CHECK_SMALL(b - 4.2F, 0.002F);
  // At the minimum the residual is orthogonal to every feature, and to the bias.
  const auto residual = matmul(X, found) + b - y;
  BOOST_CHECK_SMALL(residual.sum().item(), 1e-2F);
  BOOST_CHECK_SMALL(matmul(X.t(), residual).norm().item(), 1e-2F);
}

BOOST_AUTO_TEST_SUITE_END()
