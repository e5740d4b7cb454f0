#include <boost/test/unit_test.hpp>

#include <d2l/book/training.hpp>
#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>

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
  const auto good = load_safetensors(folder.file("state"));
  const auto refused = [&](const NamedTensors& tensors, const std::string& said) {
    save_safetensors(folder.file("bad"), tensors);
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
  refused(with("epochs", ones<double>({3, 4})), "its 'epochs' has 4 columns, not 5");
  refused(with("epochs", ones<double>({6, 5})), "holds 6 epochs, and --epochs asks for 5 in all");
  refused(with("epochs", ones({3, 5})), "its 'epochs' is no table of doubles");
  refused(with("optimizer.momentum.0", ones({7})), "of another shape: momentum.0");
}

BOOST_AUTO_TEST_SUITE_END()
