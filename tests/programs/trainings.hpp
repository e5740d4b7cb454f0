#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

/// Made-up images that the programs take for Fashion-MNIST while a test suite runs: to read the real ones takes longer
/// than to train on a few.
class SmallData {
 public:
  SmallData() { write_small_fashion_mnist(folder_.path(), 2000); }

 private:
  ScratchFolder folder_;
  Environment environment_{"D2L_DATA_DIR", folder_.path().string()};
};

/// Every program of the book: those of `./run list`.
const std::vector<std::string>& all_programs();

/// Every program that trains, but for large_trainings(), by a command line that takes a moment and four epochs.
const std::vector<std::string>& trainings();

/// The programs whose networks take tens of megabytes, too many for tests that save them again and again: two epochs.
const std::vector<std::string>& large_trainings();

/// The program of a command line.
std::string name_of(const std::string& command);

/// What a run prints and records, without the seconds and what names the file that it goes on from.
struct Result {
  std::string output;
  nlohmann::json record;
  bool operator==(const Result&) const = default;
};

/// Runs a command line that must end well, with a --record in the folder.
Result run(const ScratchFolder& folder, const std::string& command);

/// Both printed and recorded the same, to the last digit.
void expect_same(const Result& run, const Result& other);

/// Whether both hold the same words and whole numbers, and numbers equal to rounding, at any depth; accuracies may
/// differ by a few images.
bool equal_to_rounding(const nlohmann::json& x, const nlohmann::json& y);
