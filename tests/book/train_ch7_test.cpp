// What the trainings of chapter 7 stand on (d2l/book): a trainer from scratch, standardized data, the course.
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/backward.hpp>
#include <d2l/book/course.hpp>
#include <d2l/book/get_data_ch7.hpp>
#include <d2l/book/train_ch7.hpp>
#include <d2l/book/trainer.hpp>
#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/fixtures.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

// Remembers all gradients, and counts.
void add_up(const Tensor<>& p, std::span<Tensor<>> state, double lr, std::int64_t t) {
  state[0] = state[0] + p.grad();
  p -= lr * static_cast<double>(t) * state[0];
}

void step(optim::Optimizer& trainer, const Tensor<>& x) {
  trainer.zero_grad();
  (x * x / 2).sum().backward();
  trainer.step();
}

program::Arguments arguments(std::int64_t batch_size) {
  program::Arguments args;
  args.progress = false;
  args.epochs = 2;
  args.batch_size = batch_size;
  args.lr = 0.05;
  return args;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train_ch7)

BOOST_AUTO_TEST_CASE(an_update_from_scratch_has_its_state_and_goes_on_from_a_saved_one) {
  const auto make = from_scratch(add_up, 1);
  const auto x = tensor({1, -2}).requires_grad_(), y = tensor({1, -2}).requires_grad_();
  const auto one = make({x}, 0.1), other = make({y}, 0.1);
  step(*one, x);
  BOOST_TEST(x.to_vector() == (std::vector<float>{0.9F, -1.8F}), boost::test_tools::per_element());
  // The second step takes twice the rate, along both gradients.
  step(*one, x);
  expect_near(x.detach(), {0.9 - 0.2 * 1.9, -1.8 + 0.2 * 3.8});

  step(*other, y);
  const auto z = y.detach().clone().requires_grad_();
  const auto resumed = make({z}, 0.1);
  NamedTensors state;
  for (const auto& [name, value] : other->state_dict()) state.emplace_back(name, std::get<Tensor<>>(value).clone());
  resumed->load_state_dict(state);
  step(*resumed, z);
  BOOST_TEST((z.to_vector() == x.to_vector()));
}

BOOST_AUTO_TEST_CASE(a_rate_may_be_scaled_and_a_state_has_a_limit) {
  const auto x = tensor({4}).requires_grad_();
  const auto trainer = from_scratch([](const auto& p, auto, double lr, auto) { p -= lr * p.grad(); }, 0)({x}, 0.5);
  trainer->scale_lr(0.5);
  step(*trainer, x);
  BOOST_TEST(x.item() == 3);
  BOOST_CHECK_THROW(from_scratch(add_up, 3), ValueError);
}

BOOST_AUTO_TEST_CASE(columns_are_standardized_as_pytorch_does) {
  std::vector<double> numbers;
  for (int i = 0; i < 1503; ++i)
    for (int j = 0; j < 6; ++j) numbers.push_back(((5 + 3 * j) * i + (j + 1) * i * i) % (101 + 2 * j) / 8.0);
  const auto [features, labels] = standardized(tensor<double>(numbers, {1503, 6}), 1500);
  BOOST_TEST((features.shape() == Shape{1500, 5}));
  BOOST_TEST((labels.shape() == Shape{1500}));
  const auto expected = fixture("optimization.json", "standardized");
  const std::vector<std::int64_t> rows{0, 1, 2, 1499};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto row = features[rows[i]].to_vector();
    row.push_back(labels.at(rows[i]));
    expect_near(tensor(row, {6}), expected[i]);
  }
}

BOOST_AUTO_TEST_CASE(a_column_that_says_nothing_is_refused) {
  BOOST_TEST(message_of<ValueError>([] { standardized(tensor<double>({{1, 5}, {2, 5}, {4, 5}}), 3); }) ==
             "standardized: column 2 has the standard deviation 0");
}

BOOST_AUTO_TEST_CASE(the_course_goes_from_the_start_to_the_end_of_each_epoch) {
  for (const std::int64_t batch_size : {10, 64, 1500}) {
    manual_seed(3);
    const auto data = get_data_ch7(arguments(batch_size));
    const Trainer trainer = [](const auto& parameters, double lr) { return optim::SGD(parameters, {.lr = lr}); };
    const auto regression = d2l::train_ch7(trainer, data, arguments(batch_size), Training::Lines::hidden);
    const auto& [epochs, seconds, losses] = regression.course;
    BOOST_TEST(std::ssize(epochs) == 1 + 2 * (batch_size == 10 ? 15 : batch_size == 64 ? 24 : 1));
    BOOST_TEST(epochs.front() == 0);
    BOOST_TEST(epochs.back() == 2);
    BOOST_TEST(losses.front() == regression.start);
    BOOST_TEST(losses.back() == regression.epochs.back().loss);
    BOOST_TEST(std::ranges::is_sorted(epochs));
    BOOST_TEST(std::ranges::is_sorted(seconds));
    BOOST_TEST(losses.back() < losses.front());
  }
}

BOOST_AUTO_TEST_CASE(an_update_may_hand_its_states_on) {
  const auto p = ones({2}).requires_grad_();
  // The second state is what the first was in the step before, whichever is written first.
  const Update later = [](const Tensor<>& x, std::span<Tensor<>> state, double /*lr*/, std::int64_t /*t*/) {
    state[1] = state[0];
    state[0] = state[0] + x.grad();
  };
  const auto trainer = from_scratch(later, 2)({p}, 0.1);
  p.sum().backward();
  for (int i = 0; i < 3; ++i) trainer->step();
  BOOST_TEST(get(trainer->state_dict(), "0.state_0").to_vector() == std::vector<float>(2, 3));
  BOOST_TEST(get(trainer->state_dict(), "0.state_1").to_vector() == std::vector<float>(2, 2));
  const Update shrinks = [](const Tensor<>& x, std::span<Tensor<>> state, double /*lr*/, std::int64_t /*t*/) {
    state[0] = x.grad().norm();
  };
  BOOST_CHECK_THROW(from_scratch(shrinks, 1)({p}, 0.1)->step(), ShapeError);
}

BOOST_AUTO_TEST_SUITE_END()
