// A training on a GPU: replayed, it comes to the same digits, and it waits for the device as often for many batches as
// for few. Only the emulator counts that.
#include <cmath>
#include <cstdlib>
#include <cuda_emulator/control.hpp>
#include <functional>

#include <boost/test/unit_test.hpp>

#include <d2l/core/replay.hpp>
#include <d2l/d2l.hpp>

#include "support/cuda.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

constexpr std::int64_t epochs = 4;

program::Arguments training_arguments() {
  program::Arguments args;
  args.program = "test";
  args.progress = false;
  args.epochs = epochs;
  return args;
}

struct Outcome {
  std::vector<program::Epoch> epochs;
  std::vector<float> weights;
  std::uint64_t waits, launches, graph_launches;
};

// Trains on the first `examples` images, by batches of 8.
using Train = std::function<std::vector<float>(const FashionMnistLoader& train, const FashionMnistLoader& test,
                                               std::vector<program::Epoch>& epochs)>;
Outcome outcome_of(const Train& train, std::int64_t examples) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 64);
  const NewTensorsOn there(gpu);
  manual_seed(5);
  Outcome outcome;
  const auto before = cuda_emulator::counters();
  const auto [train_iter, test_iter] = load_data_fashion_mnist(8, folder.path(), examples);
  outcome.weights = train(train_iter, test_iter, outcome.epochs);
  const auto after = cuda_emulator::counters();
  outcome.waits = after.synchronisations - before.synchronisations;
  outcome.launches = after.launches - before.launches;
  outcome.graph_launches = after.graph_launches - before.graph_launches;
  return outcome;
}

std::vector<float> train_from_scratch(const FashionMnistLoader& train, const FashionMnistLoader& test,
                                      std::vector<program::Epoch>& epochs_of) {
  const auto W = normal(0, 0.01, {784, 10}).requires_grad_(), b = zeros({10}).requires_grad_();
  const auto net = [&](const Tensor<>& X) { return matmul(X.view({-1, 784}), W) + b; };
  epochs_of = train_ch3(net, train, test, nn::CrossEntropyLoss{Reduction::none}, {{{"W", W}, {"b", b}}, 0.1},
                        training_arguments());
  return W.to_vector();
}

std::vector<float> train_net(nn::Sequential net, const FashionMnistLoader& train, const FashionMnistLoader& test,
                             std::vector<program::Epoch>& epochs_of) {
  optim::SGD trainer(net.parameters(), {.lr = 0.01, .momentum = 0.9, .weight_decay = 0.01});
  epochs_of = train_ch3(net, train, test, nn::CrossEntropyLoss{Reduction::none}, {net, trainer}, training_arguments());
  return net.parameters()[0].to_vector();
}

std::vector<float> train_concisely(const FashionMnistLoader& train, const FashionMnistLoader& test,
                                   std::vector<program::Epoch>& epochs_of) {
  return train_net(nn::Sequential{nn::Flatten{}, nn::Linear{784, 16}, nn::ReLU{}, nn::Linear{16, 10}}, train, test,
                   epochs_of);
}

std::vector<float> train_with_dropout(const FashionMnistLoader& train, const FashionMnistLoader& test,
                                      std::vector<program::Epoch>& epochs_of) {
  return train_net(nn::Sequential{nn::Flatten{}, nn::Linear{784, 16}, nn::Dropout{0.5}, nn::Linear{16, 10}}, train,
                   test, epochs_of);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_training, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(replayed_it_comes_to_the_same_digits) {
  constexpr std::int64_t examples = 44;  // five batches of 8 and one of 4
  struct Training {
    const char* name;
    Train train;
    bool replays;
  };
  for (const auto& [name, train, replays] : {Training{"from scratch", train_from_scratch, true},
                                             {"concisely", train_concisely, true},
                                             {"with dropout", train_with_dropout, false}})
    BOOST_TEST_CONTEXT(name) {
      setenv("D2L_CUDA_GRAPHS", "0", 1);
      const auto as_it_comes = outcome_of(train, examples);
      unsetenv("D2L_CUDA_GRAPHS");
      const auto replayed = outcome_of(train, examples);
      BOOST_TEST(as_it_comes.graph_launches == 0U);
      // All but the first two of a shape; with dropout, what of the third was recorded before the first mask.
      BOOST_TEST(replayed.graph_launches == (replays ? 5 * epochs - 2 + epochs - 2 : 2));
      BOOST_TEST(replayed.weights == as_it_comes.weights, boost::test_tools::per_element());
      for (std::size_t i = 0; i < epochs; ++i) {
        BOOST_TEST(replayed.epochs[i].loss == as_it_comes.epochs[i].loss);
        BOOST_TEST((replayed.epochs[i].train_acc == as_it_comes.epochs[i].train_acc));
        BOOST_TEST((replayed.epochs[i].test_acc == as_it_comes.epochs[i].test_acc));
        BOOST_TEST(replayed.epochs[i].first_batches == as_it_comes.epochs[i].first_batches,
                   boost::test_tools::per_element());
      }
    }
}

BOOST_AUTO_TEST_CASE(it_does_not_wait_between_batches) {
  for (const std::string graphs : {"0", "1"}) {
    setenv("D2L_CUDA_GRAPHS", graphs.c_str(), 1);
    const auto few = outcome_of(train_concisely, 32), many = outcome_of(train_concisely, 64);
    BOOST_TEST(few.waits == many.waits);
    const auto launches_per_batch = static_cast<double>(many.launches - few.launches) / (4 * epochs);
    BOOST_TEST_MESSAGE("kernels started for a batch, D2L_CUDA_GRAPHS=" << graphs << ": " << launches_per_batch);
    if (graphs == "1") BOOST_TEST(launches_per_batch < 20);  // for the batch, its loss, and the test examples
  }
  unsetenv("D2L_CUDA_GRAPHS");
}

BOOST_AUTO_TEST_CASE(a_loop_of_ones_own_does_not_either) {
  const NewTensorsOn there(gpu);
  const auto waits = [](std::int64_t batches) {
    const auto before = cuda_emulator::counters().synchronisations;
    auto w = zeros({3, 1}).requires_grad_(), b = zeros({1}).requires_grad_();
    const auto X = randn({batches * 4, 3}), y = randn({batches * 4, 1});
    Training training(training_arguments(), Training::Lines::hidden);
    const data_iter data(4, X, y);
    training.start(1, data.size());
    for (const auto& [X_batch, y_batch] : data) {
      const auto l = squared_loss(linreg(X_batch, w, b), y_batch).sum();
      l.backward();
      sgd({w, b}, 0.1, 4);
      training.batch(l, 4);
    }
    training.finish({.loss = 0.5});
    BOOST_TEST(std::ssize(training.epochs().front().first_batches) == std::min<std::int64_t>(batches, 20));
    return cuda_emulator::counters().synchronisations - before;
  };
  waits(2);
  BOOST_TEST(waits(10) == waits(30));
}

// Beside the blocks of a replay the thread keeps its others, which are nobody's as long as it lasts.
BOOST_AUTO_TEST_CASE(a_replay_gets_the_memory_that_its_thread_keeps) {
  constexpr std::int64_t million = 1'000'000;
  constexpr std::size_t plenty = std::size_t{2} << 30;
  zeros({5 * million}, gpu);
  const auto use = cuda::memory_use(0);
  BOOST_TEST_REQUIRE(use.cached >= 20'000'000U);
  cuda_emulator::set_memory(use.in_use + use.cached + 10 * million);
  cuda::Replay replay(0), within(0);
  float sum = 1;
  BOOST_CHECK_NO_THROW(replay([&] {
    within([] {});
    sum = zeros({6 * million}, gpu).sum().item();
  }));
  cuda_emulator::set_memory(plenty);
  BOOST_TEST(sum == 0);
}

BOOST_AUTO_TEST_CASE(a_graph_that_finds_no_memory_gets_what_its_thread_keeps) {
  zeros({5'000'000}, gpu);
  const auto x = zeros({300}, gpu);
  cuda::Replay replay(0);
  const auto work = [&] { x += 1; };
  replay(work), replay(work);
  cuda_emulator::fail_nth(cuda_emulator::Call::graph, 1);
  for (int i = 0; i < 3; ++i) replay(work);
  BOOST_TEST(replay.replays() == 2);
  BOOST_TEST(x.sum().item() == 5 * 300.0F);
  BOOST_TEST(cuda::memory_use(0).cached < 20'000'000U);
}

BOOST_AUTO_TEST_CASE(divergence_is_told_at_the_epochs_end_with_the_batch) {
  const NewTensorsOn there(gpu);
  Training training(training_arguments(), Training::Lines::hidden);
  training.start(1, 4);
  const auto loss = [](double value) { return full({}, value); };
  training.batch(loss(1));
  training.batch(loss(HUGE_VAL));
  training.batch(loss(2));
  BOOST_CHECK_EXCEPTION(training.batch(loss(3)), DivergedError, [](const DivergedError& error) {
    return std::string(error.what()).find("epoch 1, batch 2") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
