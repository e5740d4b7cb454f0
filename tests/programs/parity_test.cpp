// The programs print the book's numbers: what PyTorch computes from the same seed (tests/fixtures/make_softmax.py).
#include <cmath>
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
  auto command = run["program"].get<std::string>() + " --seed " + run["seed"].dump() + " --epochs " +
                 std::to_string(run["epochs"].size()) + " --record " + record;
  if (run["limit"].is_number()) command += " --limit " + run["limit"].dump();
  const auto outcome = shell(command);
  BOOST_REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
  return read_json(record);
}

void expect_agreement(const json& ours, const json& book) {
  BOOST_REQUIRE_EQUAL(ours.size(), book.size());
  for (std::size_t e = 0; e < book.size(); ++e) {
    BOOST_CHECK_SMALL(ours[e]["loss"].get<double>() / book[e]["loss"].get<double>() - 1, 1e-4);
    for (const auto* key : {"train_acc", "test_acc"})
      BOOST_CHECK_SMALL(ours[e][key].get<double>() - book[e][key].get<double>(), 1e-4 + 1e-9);
  }
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

BOOST_AUTO_TEST_CASE(the_first_epoch_prints_the_line_of_the_book) {
  const auto outcome = shell("softmax-regression-scratch --epochs 1");
  BOOST_TEST(outcome.output.find("epoch 1, loss 0.7843, train acc 0.749, test acc 0.782, ") != std::string::npos,
             outcome.output);
}

BOOST_AUTO_TEST_CASE(compare_finds_the_two_versions_alike_from_the_same_start) {
  const ScratchFolder folder;
  const auto outcome =
      shell("compare softmax-regression --limit 2560 --epochs 2 --seed 3 --record " + folder.file("c.json"));
  BOOST_REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
  const auto record = read_json(folder.file("c.json"));
  BOOST_CHECK_LT(record["results"]["loss_difference"].get<double>(), 1e-5);
  BOOST_CHECK_LT(record["results"]["accuracy_difference"].get<double>(), 1e-5);
  BOOST_CHECK_NE(record["scratch"]["epochs"][0]["loss"], record["concise"]["epochs"][0]["loss"]);
  BOOST_CHECK_LE(record["results"]["scratch_lines"].get<int>(), 60);
  BOOST_CHECK_LE(record["results"]["concise_lines"].get<int>(), 35);
}

BOOST_AUTO_TEST_SUITE_END()
