#include "trainings.hpp"

#include <fstream>
#include <regex>

#include <boost/test/unit_test.hpp>

#include "support/programs.hpp"

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
                                                 "underfit-overfit --epochs 4"};
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
