// The programs print the book's numbers: what PyTorch computes from the same seed (tests/fixtures/make_softmax.py,
// make_models.py, make_preliminaries.py, make_computation.py, make_optimization.py, make_images.py, make_convnets.py).
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "support/fixtures.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"

namespace {

using nlohmann::json;

json read_json(const std::string& path) { return json::parse(std::ifstream(path)); }

json record_of(const ScratchFolder& folder, const json& run) {
  const auto record = folder.file("record.json");
  auto command = run["program"].get<std::string>() + " --seed " + run["seed"].dump() + " --record " + record;
  if (!run["epochs"].empty()) command += " --epochs " + std::to_string(run["epochs"].size());
  if (run.contains("data"))
    command += " --data " + run["data"].get<std::string>() + " --data-dir " + folder.path().string();
  if (run.contains("limit") && run["limit"].is_number()) command += " --limit " + run["limit"].dump();
  const auto outcome = shell(command);
  BOOST_REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
  return read_json(record);
}

// Losses that have fallen to the rounding of float32 are noise: their labels are numbers up to 100, with 7 digits.
constexpr double rounding = 1e-6;

void expect_close(const json& ours, const json& book, double relative, const std::string& name) {
  const auto x = ours.get<double>(), y = book.get<double>();
  BOOST_CHECK_MESSAGE(std::abs(x - y) <= relative * std::abs(y) + rounding, name << ": " << x << " instead of " << y);
}

// Every number of the book's results, at any depth; what is learned to `relative`, losses to 1e-4.
void expect_results(const json& ours, const json& book, const std::string& name, double relative = 2e-3) {
  if (book.is_number()) return expect_close(ours, book, name.ends_with("loss") ? 1e-4 : relative, name);
  BOOST_REQUIRE_MESSAGE(book.is_array() ? ours.size() == book.size() : ours.is_object(), name);
  for (const auto& [key, value] : book.items())
    expect_results(book.is_array() ? ours[std::stoul(key)] : ours.at(key), value, name + "/" + key, relative);
}

void expect_agreement(const json& ours, const json& book) {
  if (book.empty()) return;
  BOOST_REQUIRE_EQUAL(ours.size(), book.size());
  for (std::size_t e = 0; e < book.size(); ++e) {
    expect_close(ours[e]["loss"], book[e]["loss"], 1e-4, "loss of epoch " + std::to_string(e + 1));
    for (const auto* key : {"train_acc", "test_acc"}) {
      BOOST_REQUIRE_EQUAL(ours[e].contains(key), book[e].contains(key));
      if (book[e].contains(key)) BOOST_CHECK_SMALL(ours[e][key].get<double>() - book[e][key].get<double>(), 2.1e-4);
    }
  }
}

// A table of the shape of NASA's, by the formula of make_optimization.py.
void write_made_up_airfoil(const ScratchFolder& folder) {
  std::filesystem::create_directory(folder.path() / "airfoil");
  std::ofstream file(folder.file("airfoil/airfoil_self_noise.dat"));
  for (int i = 0; i < 1503; ++i)
    for (int j = 0; j < 6; ++j)
      file << ((5 + 3 * j) * i + (j + 1) * i * i) % (101 + 2 * j) / 8.0 << (j < 5 ? "\t" : "\r\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parity)

BOOST_AUTO_TEST_CASE(softmax_regression_prints_the_numbers_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("softmax_regression.json", "runs")) {
    BOOST_TEST_CONTEXT(run["program"] << ", seed " << run["seed"] << ", limit " << run["limit"])
    expect_agreement(record_of(folder, run)["epochs"], run["epochs"]);
  }
}

BOOST_AUTO_TEST_CASE(the_other_models_print_the_numbers_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("models.json", "runs")) {
    BOOST_TEST_CONTEXT(run["program"] << ", seed " << run["seed"]) {
      const auto record = record_of(folder, run);
      expect_agreement(record["epochs"], run["epochs"]);
      expect_results(record["results"], run["results"], "results");
    }
  }
}

BOOST_AUTO_TEST_CASE(tensors_and_gradients_are_those_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("preliminaries.json", "runs")) {
    BOOST_TEST_CONTEXT(run["program"] << ", seed " << run["seed"])
    expect_results(record_of(folder, run)["results"], run["results"], "results", 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(networks_compute_and_print_as_those_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("computation.json", "runs")) {
    const auto program = run["program"].get<std::string>();
    BOOST_TEST_CONTEXT(program << ", seed " << run["seed"]) {
      expect_results(record_of(folder, run)["results"], run["results"], "results", 1e-5);
      if (!run.contains("printed")) continue;
      const auto output = shell(program).output;
      for (auto printed : run["printed"]) {
        auto text = printed.get<std::string>();
        // PyTorch 1.13 has two names for the type, and both its own.
        for (const std::string type : {"torch.float32", "torch.FloatTensor"})
          for (auto at = text.find(type); at != std::string::npos; at = text.find(type))
            text.replace(at, type.size(), "float32");
        BOOST_TEST(output.find(text) != std::string::npos, text);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(optimizers_print_the_numbers_of_pytorch) {
  const ScratchFolder folder;
  write_made_up_airfoil(folder);
  for (const auto& run : fixture("optimization.json", "runs")) {
    BOOST_TEST_CONTEXT(run["program"] << ", seed " << run["seed"] << ", data " << run["data"]) {
      const auto record = record_of(folder, run);
      BOOST_REQUIRE_EQUAL(record["epochs"].size(), run["epochs"].size());
      for (std::size_t e = 0; e < run["epochs"].size(); ++e)
        expect_close(record["epochs"][e]["loss"], run["epochs"][e]["loss"], 1e-5, "loss");
      expect_results(record["results"], run["results"], "results", 1e-5);
    }
  }
}

BOOST_AUTO_TEST_CASE(convolutions_and_poolings_are_those_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("images.json", "runs")) {
    BOOST_TEST_CONTEXT(run["program"] << ", seed " << run["seed"])
    expect_results(record_of(folder, run)["results"], run["results"], "results", 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(convolutional_networks_train_as_those_of_pytorch) {
  const ScratchFolder folder;
  for (const auto& run : fixture("convnets.json", "runs")) {
    auto command = run["program"].get<std::string>() + " --epochs 1 --seed " + run["seed"].dump();
    for (const auto& [name, value] : run["options"].items()) {
      auto option = name;
      std::ranges::replace(option, '_', '-');
      command += " --" + option + " " + value.dump();
    }
    BOOST_TEST_CONTEXT(command) {
      const auto outcome = shell(command + " --record " + folder.file("record.json"));
      BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
      const auto record = read_json(folder.file("record.json"));
      BOOST_TEST(record["results"]["parameters"] == run["parameters"]);
      const auto &ours = record["epochs"][0]["first_batches"], &book = run["first_batches"];
      BOOST_REQUIRE_EQUAL(ours.size(), book.size());
      for (std::size_t i = 0; i < book.size(); ++i)
        expect_close(ours[i], book[i], 1e-5, "loss of batch " + std::to_string(i + 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_table_that_is_not_the_books_is_taken_with_a_warning) {
  const ScratchFolder folder;
  write_made_up_airfoil(folder);
  const auto outcome = shell("adam-concise --epochs 1 --data airfoil --data-dir " + folder.path().string());
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(outcome.output.find("warning: " + folder.file("airfoil/airfoil_self_noise.dat") +
                                 " is not the table of the book") != std::string::npos,
             outcome.output);
}

BOOST_AUTO_TEST_CASE(the_first_epoch_prints_the_line_of_the_book) {
  const auto outcome = shell("softmax-regression-scratch --epochs 1");
  BOOST_TEST(outcome.output.find("epoch 1, loss 0.7843, train acc 0.749, test acc 0.782, ") != std::string::npos,
             outcome.output);
}

BOOST_AUTO_TEST_CASE(compare_finds_the_two_versions_alike_from_the_same_start) {
  const ScratchFolder folder;
  for (const std::string run : {"softmax-regression --limit 2560 --epochs 2", "mlp --limit 2560 --epochs 1",
                                "dropout --limit 2560 --epochs 1", "linear-regression", "weight-decay", "minibatch-sgd",
                                "momentum", "momentum --lr 0.01", "adagrad", "rmsprop", "adadelta", "adam"}) {
    BOOST_TEST_CONTEXT(run) {
      const auto outcome = shell("compare " + run + " --seed 3 --record " + folder.file("c.json"));
      BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
      const auto record = read_json(folder.file("c.json"));
      const auto& results = record["results"];
      for (const auto* key : {"first_batches_difference", "loss_difference", "accuracy_difference"})
        BOOST_CHECK_LT(results[key].get<double>(), 1e-5);
      BOOST_CHECK_LT(results["results_difference"].get<double>(), 1e-4);
      BOOST_CHECK_NE(record["scratch"]["epochs"][0]["loss"], record["concise"]["epochs"][0]["loss"]);
      BOOST_CHECK_LE(results["scratch_lines"].get<int>(), 60);
      BOOST_CHECK_LE(results["concise_lines"].get<int>(), 45);
    }
  }
}

// Its two versions compute the same in training, and keep other variances for the evaluation: over n, and over n - 1.
BOOST_AUTO_TEST_CASE(compare_finds_the_two_batch_normalizations_alike_in_training) {
  const ScratchFolder folder;
  const auto outcome = shell("compare batch-norm --limit 2560 --epochs 1 --seed 3 --record " + folder.file("c.json"));
  BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
  const auto results = read_json(folder.file("c.json"))["results"];
  for (const auto* key : {"first_batches_difference", "loss_difference", "results_difference"})
    BOOST_CHECK_LT(results[key].get<double>(), 1e-5);
}

BOOST_AUTO_TEST_CASE(compare_says_where_two_versions_that_start_alike_do_not_agree) {
  // Dropout's masks are other ones without --aligned, and so are the losses from the first batch on.
  const ScratchFolder folder;
  const auto init = folder.file("i.safetensors");
  const auto first = [&](const std::string& options) {
    const auto outcome = shell("dropout-concise --limit 512 --epochs 1 --record " + folder.file("r.json") + options);
    BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
    return read_json(folder.file("r.json"))["epochs"][0]["first_batches"][0];
  };
  const auto own = first(" --save-init " + init);
  BOOST_TEST(first(" --init " + init) == own);
  BOOST_TEST(first(" --aligned --init " + init) != own);
}

BOOST_AUTO_TEST_SUITE_END()
