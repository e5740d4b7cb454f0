// A step of a training, replayed on a GPU: each shape of batches has a recording of its own, and whatever number of the
// host changes between steps counts from the next step on, as it does step by step.
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/book/replayed_step.hpp>
#include <d2l/d2l.hpp>

#include "support/cuda.hpp"

using namespace d2l;

namespace {

// The numbers that a step computes with, beside tensors.
struct Numbers {
  double lr = 0.1, momentum = 0, beta1 = 0.9, beta2 = 0.999, weight_decay = 0, factor = 1;
  double max_norm = 0, drop = 0, weight = 1;
};

struct Outcome {
  std::vector<float> weights;
  std::int64_t replays = 0;
};

constexpr int steps = 32;

using Before = std::function<void(int step, Numbers& numbers)>;
using Parameters = std::vector<Tensor<>>;

// An optimizer, and how to set the options of its one group.
struct Tried {
  std::unique_ptr<optim::Optimizer> optimizer;
  std::function<void(const Numbers&)> set;
};
using MakeOptimizer = std::function<Tried(const Parameters&)>;

Tried make_sgd(const Parameters& parameters) {
  auto sgd = std::make_unique<optim::SGD>(parameters, optim::SGD::Options{.lr = 0.1});
  auto set = [&options = sgd->groups()[0].options](const Numbers& n) {
    options = {.lr = n.lr,
               .momentum = n.momentum,
               .weight_decay = n.weight_decay,
               .nesterov = n.beta1 < 0.9 && n.momentum > 0};
  };
  return {std::move(sgd), set};
}

template <class Optimizer>
Tried make_adaptive(const Parameters& parameters) {
  auto optimizer = std::make_unique<Optimizer>(parameters, typename Optimizer::Options{.lr = 0.1});
  auto set = [&options = optimizer->groups()[0].options](const Numbers& n) {
    options.lr = n.lr;
    options.weight_decay = n.weight_decay;
    if constexpr (requires { options.beta1; }) options.beta1 = n.beta1;
    if constexpr (requires { options.beta2; }) options.beta2 = n.beta2;
    if constexpr (requires { options.alpha; }) options.alpha = n.beta2;
    if constexpr (requires { options.rho; }) options.rho = n.beta2;
    if constexpr (requires { options.momentum; }) options.momentum = n.momentum;
    if constexpr (requires { options.centered; }) options.centered = n.beta1 < 0.9;
    if constexpr (requires { options.lr_decay; }) options.lr_decay = 1 - n.beta2;
  };
  return {std::move(optimizer), set};
}

// Trains a layer for that many steps, of 8 examples and of 4 in turn; `before` may change the numbers before a step.
Outcome train_on(Device device, const MakeOptimizer& make, const Before& before) {
  manual_seed(1);
  nn::Sequential net{nn::Linear{3, 2}};
  const auto X = randn({8, 3}).to(device);
  const auto y = tensor<std::int64_t>({0, 1, 1, 0, 1, 0, 0, 1}).to(device);
  net.to(device);
  const auto [optimizer, set] = make(net.parameters());
  Numbers numbers;
  const Updater updater(net, *optimizer);
  ReplayedStep step([&](const Tensor<>& X_batch, const Tensor<std::int64_t>& y_batch) {
    auto X_kept = X_batch;
    if (numbers.drop > 0) X_kept = X_batch * (rand({X_batch.size(0), 3}).to(device) > numbers.drop).to<float>();
    updater.backward(numbers.weight * cross_entropy(net(X_kept), y_batch, Reduction::none));
    if (numbers.max_norm > 0) optim::clip_grad_norm_(net.parameters(), numbers.max_norm);
    updater.step(X_batch.size(0));
  });
  for (int i = 0; i < steps; ++i) {
    before(i, numbers);
    set(numbers);
    if (numbers.factor != 1) optimizer->scale_lr(numbers.factor);
    const auto batch = Slice{0, i % 2 == 0 ? 8 : 4};
    step(X(batch, all), y(batch));
  }
  return {net.parameters()[0].to_vector(), step.replays()};
}

void expect_as_step_by_step(const MakeOptimizer& make, const Before& before, std::int64_t replays) {
  setenv("D2L_CUDA_GRAPHS", "0", 1);
  const auto step_by_step = train_on(gpu, make, before);
  unsetenv("D2L_CUDA_GRAPHS");
  const auto replayed = train_on(gpu, make, before), on_cpu = train_on({}, make, before);
  BOOST_TEST(step_by_step.replays == 0);
  BOOST_TEST(replayed.replays == replays);
  BOOST_TEST(replayed.weights == step_by_step.weights, boost::test_tools::per_element());
  BOOST_TEST(replayed.weights == on_cpu.weights, boost::test_tools::tolerance(1e-3F)
                                                     << boost::test_tools::per_element());
}

// Of each shape there are 16 steps: two as they come, one that is recorded, the others replayed; after a change one as
// it comes, and then the same again.
constexpr std::int64_t all_replayed = 2 * 13, but_for_a_change = 2 * (5 + 4);

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_replayed_step, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(a_number_that_changes_counts_from_the_next_step_on) {
  struct Change {
    const char* name;
    std::function<void(Numbers&)> apply;
    std::int64_t replays = but_for_a_change;
  };
  const std::vector<Change> changes{
      {"nothing", [](Numbers&) {}, all_replayed},
      {"lr", [](Numbers& n) { n.lr = 0.5; }},
      {"weight decay", [](Numbers& n) { n.weight_decay = 0.3; }},
      {"a schedule's factor", [](Numbers& n) { n.factor = 0.2; }},
      {"a clip threshold", [](Numbers& n) { n.max_norm = 0.01; }},
      {"the weight of the loss", [](Numbers& n) { n.weight = 3; }},
      {"dropout's p", [](Numbers& n) { n.drop = 0.3; }, 2 * 5},  // with masks it is done as it comes
  };
  const auto try_all = [&](const std::string& name, const MakeOptimizer& make, const std::vector<Change>& more) {
    auto all_changes = changes;
    all_changes.insert(all_changes.end(), more.begin(), more.end());
    for (const auto& [what, apply, replays] : all_changes) BOOST_TEST_CONTEXT(name << ", " << what)
    expect_as_step_by_step(
        make,
        [&](int step, Numbers& numbers) {
          if (step == steps / 2) apply(numbers);
        },
        replays);
  };
  const Change beta1{"beta1", [](Numbers& n) { n.beta1 = 0.5; }};
  const Change beta2{"beta2, alpha, rho or lr decay", [](Numbers& n) { n.beta2 = 0.9; }};
  const Change momentum{"momentum", [](Numbers& n) { n.momentum = 0.9; }};
  try_all("SGD", make_sgd, {momentum, {"Nesterov", [](Numbers& n) { n.momentum = 0.9, n.beta1 = 0; }}});
  try_all("Adam", make_adaptive<optim::Adam>, {beta1, beta2});
  try_all("AdamW", make_adaptive<optim::AdamW>, {beta1, beta2});
  try_all("Adagrad", make_adaptive<optim::Adagrad>, {beta2});
  try_all("RMSprop", make_adaptive<optim::RMSprop>, {beta2, momentum, {"centered", [](Numbers& n) { n.beta1 = 0.5; }}});
  try_all("Adadelta", make_adaptive<optim::Adadelta>, {beta2});
}

BOOST_AUTO_TEST_CASE(what_changes_with_each_step_is_done_as_it_comes) {
  const auto each_time = [](int step, Numbers& numbers) { numbers.factor = 1 / (1.0 + step); };
  expect_as_step_by_step(make_sgd, each_time, 0);
  expect_as_step_by_step(make_adaptive<optim::Adam>, each_time, 0);
  expect_as_step_by_step(make_adaptive<optim::AdamW>, [](int step, Numbers& n) { n.max_norm = 1.0 / (1 + step); }, 0);
}

BOOST_AUTO_TEST_SUITE_END()
