#include "trainings.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <regex>

#include <boost/test/unit_test.hpp>

#include "support/programs.hpp"

const std::vector<std::string>& all_programs() {
  static const std::vector<std::string> names{"tensor",
                                              "autograd",
                                              "linear-regression-scratch",
                                              "linear-regression-concise",
                                              "fashion-mnist",
                                              "softmax-regression-scratch",
                                              "softmax-regression-concise",
                                              "activations",
                                              "spiral",
                                              "mlp-scratch",
                                              "mlp-concise",
                                              "underfit-overfit",
                                              "weight-decay-scratch",
                                              "weight-decay-concise",
                                              "dropout-scratch",
                                              "dropout-concise",
                                              "backprop",
                                              "numerical-stability",
                                              "model-selection",
                                              "model-construction",
                                              "parameters",
                                              "deferred-init",
                                              "custom-layer",
                                              "read-write",
                                              "use-gpu",
                                              "conv-layer",
                                              "padding-strides",
                                              "channels",
                                              "pooling",
                                              "lenet",
                                              "alexnet",
                                              "vgg",
                                              "nin",
                                              "googlenet",
                                              "batch-norm-scratch",
                                              "batch-norm-concise",
                                              "resnet",
                                              "densenet",
                                              "optimization",
                                              "gradient-descent",
                                              "optimizer-race",
                                              "minibatch-sgd-scratch",
                                              "minibatch-sgd-concise",
                                              "momentum-scratch",
                                              "momentum-concise",
                                              "adagrad-scratch",
                                              "adagrad-concise",
                                              "rmsprop-scratch",
                                              "rmsprop-concise",
                                              "adadelta-scratch",
                                              "adadelta-concise",
                                              "adam-scratch",
                                              "adam-concise",
                                              "imperative-symbolic",
                                              "async",
                                              "parallel",
                                              "data-parallel"};
  return names;
}

const std::vector<std::string>& trainings() {
  static const std::vector<std::string> commands{"linear-regression-scratch --epochs 4 --seed 3",
                                                 "linear-regression-concise --epochs 4",
                                                 "softmax-regression-scratch --limit 600 --epochs 4 --seed 5 --lr 0.05",
                                                 "softmax-regression-concise --limit 600 --epochs 4",
                                                 "mlp-scratch --limit 600 --epochs 4 --batch-size 100",
                                                 "mlp-concise --limit 600 --epochs 4",
                                                 "dropout-scratch --limit 600 --epochs 4",
                                                 "dropout-concise --limit 600 --epochs 4 --aligned",
                                                 "weight-decay-scratch --epochs 4 --seed 2",
                                                 "weight-decay-concise --epochs 4",
                                                 "underfit-overfit --epochs 4",
                                                 "lenet --limit 300 --epochs 4",
                                                 "vgg --limit 16 --epochs 4 --batch-size 8 --size 32",
                                                 "batch-norm-scratch --limit 300 --epochs 4",
                                                 "batch-norm-concise --limit 300 --epochs 4",
                                                 "densenet --limit 16 --epochs 4 --batch-size 8 --size 32 --lr 1e-5",
                                                 "minibatch-sgd-scratch --epochs 4 --seed 6",
                                                 "minibatch-sgd-concise --epochs 4 --batch-size 64",
                                                 "momentum-scratch --epochs 4",
                                                 "momentum-concise --epochs 4 --aligned",
                                                 "adagrad-scratch --epochs 4",
                                                 "adagrad-concise --epochs 4 --aligned",
                                                 "rmsprop-scratch --epochs 4",
                                                 "rmsprop-concise --epochs 4 --aligned",
                                                 "adadelta-scratch --epochs 4",
                                                 "adadelta-concise --epochs 4 --aligned",
                                                 "adam-scratch --epochs 4 --seed 8",
                                                 "adam-concise --epochs 4 --aligned",
                                                 "data-parallel --limit 300 --epochs 4"};
  return commands;
}

const std::vector<std::string>& large_trainings() {
  static const std::vector<std::string> commands{"alexnet --limit 8 --epochs 2 --batch-size 4 --size 67",
                                                 "nin --limit 8 --epochs 2 --batch-size 4 --size 67",
                                                 "googlenet --limit 8 --epochs 2 --batch-size 4 --size 32",
                                                 "resnet --limit 8 --epochs 2 --batch-size 4 --size 32 --lr 1e-6"};
  return commands;
}

std::string name_of(const std::string& command) { return command.substr(0, command.find(' ')); }

Result run(const ScratchFolder& folder, const std::string& command) {
  const auto file = folder.file("record.json");
  const auto outcome = shell(command + " --record " + file);
  BOOST_REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
  auto record = nlohmann::json::parse(std::ifstream(file));
  for (auto& epoch : record["epochs"])
    for (const auto* key : {"seconds", "start_up"}) epoch.erase(key);
  record["options"].erase("load");
  const auto output = std::regex_replace(outcome.output, std::regex(", [0-9.]+ s\n"), "\n");
  return {std::regex_replace(output, std::regex("load [^,]+, "), ""), record};
}

void expect_same(const Result& run, const Result& other) {
  BOOST_TEST(run.output == other.output);
  BOOST_TEST(run.record == other.record);
}

namespace {

bool near(const nlohmann::json& x, const nlohmann::json& y, double most) {
  return std::abs(x.get<double>() - y.get<double>()) <= most;
}

}  // namespace

bool equal_to_rounding(const nlohmann::json& x, const nlohmann::json& y) {
  constexpr double relative = 1e-4, absolute = 1e-6;
  if (x.is_number_float() && y.is_number_float()) return near(x, y, relative * std::abs(y.get<double>()) + absolute);
  if (!x.is_structured() || x.type() != y.type() || x.size() != y.size()) return x == y;
  if (x.is_array()) return std::ranges::equal(x, y, equal_to_rounding);
  // Where two classes are equally likely but for rounding, an image may be given to the other one: one of 300 was.
  constexpr double few_images = 0.01;
  return std::ranges::all_of(x.items(), [&](const auto& item) {
    if (!y.contains(item.key())) return false;
    const auto& other = y[item.key()];
    return item.key().ends_with("_acc") ? near(item.value(), other, few_images)
                                        : equal_to_rounding(item.value(), other);
  });
}
