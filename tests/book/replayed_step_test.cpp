// A step of a training, replayed on a GPU: each shape of batches and each setting of the optimizer has a recording of
// its own.
#include <functional>

#include <boost/test/unit_test.hpp>

#include <d2l/book/replayed_step.hpp>
#include <d2l/d2l.hpp>

#include "support/cuda.hpp"

using namespace d2l;

namespace {

struct Outcome {
  std::vector<float> weights;
  int calls = 0;  // of the step by the host
};

constexpr int steps = 16;

// Trains a layer for that many steps, of 8 examples and of 4 in turn; `before` may change the optimizer before a step.
using Before = std::function<void(int step, optim::SGD& optimizer)>;
Outcome train_on(Device device, const Before& before) {
  manual_seed(1);
  nn::Sequential net{nn::Linear{3, 2}};
  const auto X = randn({8, 3}).to(device);
  const auto y = tensor<std::int64_t>({0, 1, 1, 0, 1, 0, 0, 1}).to(device);
  net.to(device);
  optim::SGD optimizer(net.parameters(), {.lr = 0.1});
  const Updater updater(net, optimizer);
  Outcome outcome;
  ReplayedStep step(updater, [&](const Tensor<>& X_batch, const Tensor<std::int64_t>& y_batch) {
    ++outcome.calls;
    updater.step(cross_entropy(net(X_batch), y_batch, Reduction::none));
  });
  for (int i = 0; i < steps; ++i) {
    before(i, optimizer);
    const auto batch = Slice{0, i % 2 == 0 ? 8 : 4};
    step(X(batch, all), y(batch));
  }
  outcome.weights = net.parameters()[0].to_vector();
  return outcome;
}

// The host is needed for three steps of each of the two shapes, and for as many again after a change.
void expect_as_on_the_cpu(const Before& before, int calls) {
  const auto on_cpu = train_on({}, before), on_gpu = train_on(gpu, before);
  BOOST_TEST(on_cpu.calls == steps);
  BOOST_TEST(on_gpu.calls == calls);
  BOOST_TEST(on_gpu.weights == on_cpu.weights, boost::test_tools::tolerance(1e-5F) << boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_replayed_step, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(each_shape_of_batches_is_replayed) {
  expect_as_on_the_cpu([](int, optim::SGD&) {}, 6);
}

BOOST_AUTO_TEST_CASE(a_new_learning_rate_counts_from_the_next_step_on) {
  const auto after_a_while = [](int step, optim::SGD& optimizer) {
    if (step == 8) optimizer.groups()[0].options.lr = 0.5;
  };
  expect_as_on_the_cpu(after_a_while, 12);
}

BOOST_AUTO_TEST_CASE(so_does_a_momentum_that_was_not_there) {
  const auto after_a_while = [](int step, optim::SGD& optimizer) {
    if (step == 8) optimizer.groups()[0].options.momentum = 0.9;
  };
  expect_as_on_the_cpu(after_a_while, 12);
}

BOOST_AUTO_TEST_CASE(what_changes_with_each_step_is_done_as_it_comes) {
  const auto each_time = [](int step, optim::SGD& optimizer) { optimizer.groups()[0].options.lr = 0.5 / (1 + step); };
  expect_as_on_the_cpu(each_time, steps);
}

BOOST_AUTO_TEST_SUITE_END()
