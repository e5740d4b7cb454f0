// What `./run bench` measures is for benchmarks; that it measures, and what it says, is tested here.
#include <algorithm>
#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "support/longest_line.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"

BOOST_AUTO_TEST_SUITE(bench)

BOOST_AUTO_TEST_CASE(a_row_is_printed_and_recorded) {
  const ScratchFolder folder;
  const auto result = shell("bench underfit --runs 1 --threads 1 --record " + folder.file("b.json"));
  BOOST_TEST_REQUIRE(result.status == 0, result.output);
  BOOST_TEST(result.output.find("\nbench: underfit-overfit, run 1 of 1\n") != std::string::npos);
  BOOST_TEST(result.output.find("\nunderfit-overfit  ") != std::string::npos);
  BOOST_TEST(result.output.find("\nstart-up and memory") != std::string::npos);
  BOOST_TEST(longest_line(result.output) <= 80, result.output);
  const auto record = nlohmann::json::parse(std::ifstream(folder.file("b.json")));
  BOOST_REQUIRE_EQUAL(record.at("programs").size(), 1);
  const auto& row = record["programs"][0];
  BOOST_TEST(row.at("name") == "underfit-overfit");
  BOOST_TEST(row.at("ours").at("epoch_seconds").get<double>() > 0);
  BOOST_TEST(row.at("ours").at("start_up").get<double>() > 0);
  // The library and its program are there; a network's images are not.
  BOOST_TEST(row.at("ours").at("peak_megabytes").get<double>() > 1);
  BOOST_TEST(row.at("ours").at("peak_megabytes").get<double>() < 400);
  BOOST_TEST(row.at("book").is_null() == row.at("ratio_to_book").is_null());
  BOOST_TEST(row.at("floor_seconds").is_null());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_measured_is_refused_before_anything_runs) {
  for (const std::string arguments : {"mpl", "--runs 0", "--runs x", "--nothing", "mlp --threads -1"})
    BOOST_TEST(shell("bench " + arguments).status == 2, arguments);
  BOOST_TEST(shell("bench underfit --record /nowhere/b.json").status == 1);
  BOOST_TEST(shell("bench --help").output.find("--scaling") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_gpu_a_line_says_so) {
  for (const auto& [device, status] : {std::pair("cuda:99", 1), {"cpu", 2}, {"gpu", 2}}) {
    const auto outcome = shell(std::string("bench --device ") + device);
    BOOST_TEST(outcome.status == status, outcome.output);
    BOOST_TEST(outcome.output.starts_with("bench: "), outcome.output);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1, outcome.output);
  }
}

BOOST_AUTO_TEST_SUITE_END()
