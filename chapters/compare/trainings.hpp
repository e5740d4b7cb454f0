#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace d2l::compare {

/// The run records of a model's trainings.
struct Trainings {
  nlohmann::ordered_json scratch, concise;
  /// The concise version again, from the initial weights and the random stream of the scratch version.
  nlohmann::ordered_json aligned;
};

/// How the two versions of a model differ, besides style, where the aligned run does as the scratch version does; ""
/// for most models.
std::string evened_out(const std::string& model);

/// Runs both versions, `<folder>/<model>-scratch` and `-concise`, with the same options, and the concise one once more,
/// with the scratch version's rate where the book has another for each.
/// Throws Failed, Interrupted, FormatError.
Trainings train(const std::filesystem::path& folder, const std::string& model, const std::vector<std::string>& options);

/// The numbers of a record's epochs under a key, such as `loss`; NaN where one had diverged.
std::vector<double> column(const nlohmann::ordered_json& record, const char* key);

/// How far apart two trainings are, at most.
struct Distance {
  double first_batches;  ///< mean losses of the first batches, relative
  double loss;           ///< losses of the epochs, relative to the largest of them
  double accuracy;       ///< of training and test
  double results;        ///< learned parameters, norms, test losses, relative
};
Distance distance(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b);

}  // namespace d2l::compare
