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

/// Runs both versions, `<folder>/<model>-scratch` and `-concise`, with the same options, and the concise one once more.
/// Throws Failed, Interrupted, FormatError.
Trainings train(const std::filesystem::path& folder, const std::string& model, const std::vector<std::string>& options);

/// How far apart two trainings are, at most, over their epochs.
struct Distance {
  double loss;      ///< relative to the loss
  double accuracy;  ///< of training and test
};
Distance distance(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b);

}  // namespace d2l::compare
