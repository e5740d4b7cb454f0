#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/book/training.hpp>
#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/io/sealed.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_training.hpp"

using namespace d2l;

namespace {

// What it has learned, and the number that would be drawn next.
std::vector<float> train(const program::Arguments& args) {
  std::vector<float> values;
  train_small(args, [&](const nn::Linear& net, const Training& training) {
    BOOST_TEST(std::ssize(training.epochs()) == args.epochs);
    BOOST_TEST(training.losses().test.front() == 0.5);
    values = net.weight.to_vector();
    values.push_back(net.bias.item());
  });
  values.push_back(rand({1}).item());
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(checkpoint)

BOOST_AUTO_TEST_CASE(optimizer_and_random_stream_go_on_where_they_were) {
  const ScratchFolder folder;
  auto first = training_arguments(3), second = training_arguments(6);
  first.save = second.load = folder.file("state");
  train(first);
  const auto resumed = train(second);
  BOOST_TEST(resumed == train(training_arguments(6)), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_state_that_does_not_fit_changes_nothing) {
  const ScratchFolder folder;
  auto args = training_arguments(3);
  args.save = folder.file("state");
  train(args);
  const auto good = load_sealed(folder.file("state")).tensors;
  const auto refused = [&](const NamedTensors& tensors, const std::string& said) {
    save_sealed(folder.file("bad"), tensors);
    auto bad = training_arguments(5);
    bad.load = folder.file("bad");
    nn::Linear net(3, 1);
    optim::SGD trainer(net.parameters(), {.lr = 0.01, .momentum = 0.9});
    const auto weight = net.weight.to_vector();
    const auto generator = default_generator().state();
    Training training(bad);
    BOOST_CHECK_EXCEPTION(training.begin(net.named_parameters(), trainer), FormatError, [&](const FormatError& error) {
      const std::string what = error.what();
      BOOST_TEST(what.find(said) != std::string::npos, said << " in " << what);
      return what.starts_with(folder.file("bad") + ": ");
    });
    BOOST_TEST(net.weight.to_vector() == weight, boost::test_tools::per_element());
    BOOST_TEST(default_generator().state() == generator, boost::test_tools::per_element());
    BOOST_TEST(trainer.state_dict().empty());
  };
  const auto with = [&](const std::string& name, const AnyTensor& x) {
    auto tensors = good;
    for (auto& [its_name, tensor] : tensors)
      if (its_name == name) tensor = x;
    return tensors;
  };
  const auto without = [&](const std::string& name) {
    auto tensors = good;
    std::erase_if(tensors, [&](const auto& entry) { return entry.first == name; });
    return tensors;
  };
  refused(without("weight"), "missing: weight");
  refused(without("generator"), "missing: generator");
  refused(without("epochs"), "has no 'epochs'");
  refused(with("weight", ones({2, 1})), "of another shape: weight has (2, 1), not (1, 3)");
  refused(with("bias", ones<double>({1})), "of another element type: bias");
  refused(with("generator", zeros<std::uint8_t>({Generator::state_size})), "random state");
  refused(with("epochs", ones<double>({3, 4})), "its 'epochs' has 4 columns, not 9");
  refused(with("epochs", ones<double>({0, 9})), "holds no epoch");
  refused(with("epochs", ones<double>({6, 9})), "holds 6 epochs, and --epochs asks for 5 in all");
  refused(with("epochs", ones({3, 9})), "its 'epochs' is no table of doubles");
  refused(with("optimizer.0.momentum_buffer", ones({7})), "of another shape: 0.momentum_buffer");
  refused(with("weight", tensor({{1, INFINITY, 2}})), "its 'weight' has numbers that are not finite");
  refused(with("optimizer.0.momentum_buffer", tensor({{1, 2, NAN}})),
          "its 'optimizer.0.momentum_buffer' has numbers that are not");
  refused(with("first_batches", tensor<double>({1, NAN})), "says of a first batch that its loss is not finite");

  // What an epoch cannot have come to.
  const std::vector<std::string> columns{"loss", "train_acc",  "test_acc", "test_loss", "seconds",
                                         "lr",   "batch_size", "limit",    "threads"};
  const auto with_value = [&](std::int64_t column, double value) {
    const auto table = get<double>(good, "epochs").clone();
    table.at(1, column) = value;
    return with("epochs", table);
  };
  const std::vector<std::pair<std::int64_t, double>> impossible{
      {0, NAN}, {0, INFINITY}, {1, 7},   {1, -0.01}, {2, 1.0001}, {2, INFINITY}, {3, -INFINITY}, {4, -1}, {4, NAN},
      {5, -1},  {5, INFINITY}, {6, 0.5}, {6, NAN},   {7, -3},     {7, 1e300},    {8, 1.5},       {8, -1}};
  for (const auto& [column, value] : impossible)
    refused(with_value(column, value),
            "says of epoch 2 that its " + columns.at(static_cast<std::size_t>(column)) + " is ");
}

// Another learning rate, say: what the file holds is worth more than what has not begun.
BOOST_AUTO_TEST_CASE(nothing_is_written_before_an_epoch_has_succeeded) {
  const ScratchFolder folder;
  auto args = training_arguments(2);
  args.lr = 0.5;
  args.save = folder.file("state");
  train(args);
  write_bytes(folder.file("other"), "old");
  const auto before = bytes_of(folder.file("state"));
  const auto stop = [&](const std::string& save, double last_loss) {
    auto resumed = training_arguments(4);
    resumed.lr = 1e38;
    resumed.load = folder.file("state");
    resumed.save = folder.file(save);
    nn::Linear net(3, 1);
    optim::SGD trainer(net.parameters(), {.lr = 0.01, .momentum = 0.9});
    Training training(resumed, Training::Lines::hidden);
    const Captured output(std::cout);
    BOOST_TEST(training.begin(net.named_parameters(), trainer) == 3);
    BOOST_TEST(output.text() == "epochs 1 to 2 had lr 0.5\n");
    training.start(3, 2);
    training.batch(ones({}));
    if (last_loss != 0) BOOST_CHECK_THROW(training.batch(full({}, last_loss)), DivergedError);
  };
  for (const double last_loss : {0.0, HUGE_VAL, std::nan("")}) {
    stop("state", last_loss);
    stop("other", last_loss);
    stop("new", last_loss);
    BOOST_TEST((bytes_of(folder.file("state")) == before));
    BOOST_TEST(bytes_of(folder.file("other")) == "old");
    BOOST_TEST(folder.names().size() == 2U);
  }
}

BOOST_AUTO_TEST_CASE(parameters_that_are_not_finite_are_not_saved) {
  const ScratchFolder folder;
  auto args = training_arguments(1);
  args.save = folder.file("state");
  write_bytes(folder.file("state"), "old");
  Training training(args, Training::Lines::hidden);
  const auto w = ones({2});
  BOOST_TEST(training.begin({{"w", w}}) == 1);
  training.start(1, 1);
  training.batch(ones({}));
  w.fill_(INFINITY);
  BOOST_CHECK_EXCEPTION(training.finish({.loss = 1}), DivergedError, [](const DivergedError& error) {
    return std::string(error.what()).starts_with("'w' is not finite after epoch 1: the training diverged");
  });
  BOOST_TEST(bytes_of(folder.file("state")) == "old");
}

BOOST_AUTO_TEST_CASE(where_no_epoch_is_left_another_file_becomes_a_copy) {
  const ScratchFolder folder;
  auto args = training_arguments(2);
  args.save = folder.file("state");
  train(args);
  args.load = args.save;
  args.save = folder.file("copy");
  args.lr = 7;  // of no epoch in it
  const Captured output(std::cout);
  train(args);
  BOOST_TEST((bytes_of(folder.file("copy")) == bytes_of(folder.file("state"))));
}

BOOST_AUTO_TEST_SUITE_END()
