#pragma once

#include <optional>
#include <string>

#include <d2l/plot/target.hpp>

#include "trainings.hpp"

namespace d2l::compare {

/// The results of both versions.
struct Report {
  std::string model;
  Trainings trainings;
  std::optional<int> scratch_lines, concise_lines;  // of code
};

/// The report as text for the reader: the versions side by side, epoch by epoch, and how far apart they are when they
/// start alike.
std::string to_string(const Report& report);

/// The report as JSON: the three run records and the figures (docs/record.md).
nlohmann::ordered_json to_json(const Report& report);

/// Draws the two versions over each other.
void plot(const Report& report, const d2l::plot::Target& target);

}  // namespace d2l::compare
