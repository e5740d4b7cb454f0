// What chapter 5 trains and shows with (d2l/book): tables of layers, what is taken for what, states with buffers.
#include <functional>
#include <iostream>

#include <boost/test/unit_test.hpp>

#include <d2l/book/confusion.hpp>
#include <d2l/book/global_avg_pool2d.hpp>
#include <d2l/book/layer_table.hpp>
#include <d2l/book/train_ch5.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/io/sealed.hpp>
#include <d2l/nn/batch_norm.hpp>
#include <d2l/nn/convolution.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/pooling.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/adam.hpp>

#include "support/scratch_folder.hpp"
#include "support/small_training.hpp"

using namespace d2l;

namespace {

using Batch = std::pair<Tensor<>, Tensor<std::int64_t>>;

// Adds what it is given twice over, by two convolutions of its own.
struct Both : nn::Layer {
  nn::Conv2d one{2, 3, 1}, other{2, 3, 3, {.padding = 1}};
  Tensor<> forward(const Tensor<>& X) override { return one(X) + other(X); }
  void visit(nn::Visitor& v) override {
    v("one", one);
    v("other", other);
  }
};

nn::Sequential small_net() {
  return nn::Sequential{nn::Conv2d{1, 2, 3}, nn::BatchNorm2d{2}, nn::ReLU{}, nn::Flatten{}, nn::Linear{2 * 4 * 4, 10}};
}

// The numbers of the net after training on a fixed batch, the statistics of its normalization among them.
std::vector<float> trained(const program::Arguments& args) {
  manual_seed(2);
  const std::vector<Batch> data{{rand({8, 1, 6, 6}), randint(0, 10, {8})}};
  auto net = small_net();
  optim::Adam trainer(net.parameters(), {.lr = 0.01});
  train_ch5(net, data, data, trainer, args);
  std::vector<float> all;
  for (const auto& [name, x] : net.state_dict()) {
    const auto numbers = std::visit([](const auto& t) { return t.template to<float>().to_vector(); }, x);
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
  return all;
}

std::string said_on_cerr(const std::function<void()>& work) {
  const Captured captured(std::cerr);
  work();
  return captured.text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(convolutional_networks)

BOOST_AUTO_TEST_CASE(layers_are_counted_by_themselves) {
  nn::Sequential net{nn::Conv2d{2, 6, {3, 2}, {.stride = 2, .groups = 2}}, nn::MaxPool2d{2}, nn::Dropout{},
                     nn::Flatten{}, nn::Linear{6 * 2 * 2, 5}};
  const auto rows = layer_table(net, {2, 9, 9});
  BOOST_REQUIRE_EQUAL(rows.size(), 5U);
  BOOST_TEST(rows[0].name == "Conv2d");
  BOOST_TEST((rows[0].output == Shape{6, 4, 4}));
  BOOST_TEST(rows[0].parameters == 6 * 1 * 3 * 2 + 6);
  BOOST_TEST(rows[0].multiplications == 6 * 4 * 4 * 1 * 3 * 2);
  BOOST_TEST((rows[1].output == Shape{6, 2, 2}));
  BOOST_TEST(rows[1].multiplications == 0);
  BOOST_TEST(rows[4].parameters == 24 * 5 + 5);
  BOOST_TEST(rows[4].multiplications == 24 * 5);
  BOOST_TEST(count_parameters(net) == 42 + 125);
}

BOOST_AUTO_TEST_CASE(a_layer_of_ones_own_is_counted_to_the_bottom) {
  nn::Sequential net{Both{}, GlobalAvgPool2d{}};
  const auto rows = layer_table(net, {2, 4, 5});
  BOOST_TEST(rows[0].name == "Both");
  BOOST_TEST(rows[0].multiplications == 3 * 20 * 2 + 3 * 20 * 2 * 9);
  BOOST_TEST((rows[1].output == Shape{3, 1, 1}));
}

// A look at the shapes must leave statistics, random numbers and mode as they are.
BOOST_AUTO_TEST_CASE(counting_changes_nothing) {
  auto net = small_net();
  manual_seed(1);
  layer_table(net, {1, 6, 6});
  BOOST_TEST(nn::as<nn::BatchNorm2d>(net[1]).num_batches_tracked.item() == 0);
  BOOST_TEST(net.training());
  const auto next = rand({1}).item();
  manual_seed(1);
  BOOST_TEST(rand({1}).item() == next);
}

BOOST_AUTO_TEST_CASE(it_is_counted_what_is_taken_for_what) {
  const std::vector<Batch> data{{tensor({0, 1, 2, 1}).view({4, 1}), tensor<std::int64_t>({0, 1, 1, 2})},
                                {tensor({2, 2}).view({2, 1}), tensor<std::int64_t>({2, 1})}};
  const Classifier by_number([](const Tensor<>& X) { return eq(X, tensor({{0, 1, 2}})).to<float>(); });
  BOOST_TEST(confusion(by_number, data, 3).to_vector() == (std::vector<std::int64_t>{1, 0, 0, 0, 1, 2, 0, 1, 1}),
             boost::test_tools::per_element());
}

// Else a training that goes on would be judged by the statistics that its normalization began with.
BOOST_AUTO_TEST_CASE(statistics_are_saved_and_go_on) {
  const ScratchFolder folder;
  auto first = training_arguments(2), second = training_arguments(4);
  first.save = second.load = folder.file("state");
  trained(first);
  const auto names = load_sealed(folder.file("state")).tensors;
  for (const auto* const name : {"1.running_mean", "1.running_var", "1.num_batches_tracked"})
    BOOST_TEST(std::ranges::count(names, name, &NamedTensors::value_type::first) == 1, name);
  BOOST_TEST(trained(second) == trained(training_arguments(4)), boost::test_tools::per_element());
}

// Ten equal scores, through which no gradient comes back: the loss is ln 10, and stays.
BOOST_AUTO_TEST_CASE(dead_outputs_are_told) {
  nn::Sequential net{nn::Flatten{}, nn::Linear{4, 10}, nn::ReLU{}};
  for (auto& parameter : net.parameters()) parameter.detach().fill_(-1);
  const std::vector<Batch> data{{ones({3, 1, 2, 2}), tensor<std::int64_t>({0, 1, 2})}};
  optim::Adam trainer(net.parameters());
  const auto said = said_on_cerr([&] { train_ch5(net, data, data, trainer, training_arguments(2)); });
  BOOST_TEST(said.find("the outputs are dead") != std::string::npos, said);
  auto alive = small_net();
  optim::Adam its_trainer(alive.parameters());
  const std::vector<Batch> images{{rand({8, 1, 6, 6}), randint(0, 10, {8})}};
  BOOST_TEST(said_on_cerr([&] { train_ch5(alive, images, images, its_trainer, training_arguments(1)); }) == "");
}

BOOST_AUTO_TEST_SUITE_END()
