#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <d2l/plot/target.hpp>

#include "doing.hpp"
#include "floor.hpp"
#include "timing.hpp"

// The training programs of the book, each beside the same work in PyTorch.
namespace d2l::bench {

struct Program {
  std::string name;
  std::int64_t epochs;
  std::vector<std::int64_t> sizes = {};  ///< the layers' widths, inputs first, of a network on Fashion-MNIST
  bool convolutional = false;            ///< such a network of convolutions, for which no floor is reckoned
};

/// Those whose names start with one of these, or all. Throws UsageError where there is none.
std::vector<Program> programs_named(const std::vector<std::string>& names);

/// What a program's runs came to: medians.
struct Row {
  Program program;
  Timing ours;
  std::optional<Timing> book = {}, tight = {};                    ///< PyTorch's, where it was measured
  std::optional<double> ratio_to_book = {}, ratio_to_tight = {};  ///< of the seconds an epoch, run by run
  Machine machine = {};                                           ///< at its best while they ran
  std::optional<double> floor = {};                               ///< the least seconds an epoch
};

/// Runs a program and what it is compared with in turn, so that a machine that slows down does so for all; each at the
/// best of its settings.
Row measure(const Program& program, const Surroundings& surroundings, int runs, Doing& doing);

/// The table of seconds an epoch: its head, and a row.
std::string headline();
std::string to_string(const Row& row);
/// A table of its own for start-up and memory: 80 columns have no room for all.
std::string start_up_and_memory(const std::vector<Row>& rows);
nlohmann::ordered_json to_json(const Row& row);
void plot(const std::vector<Row>& rows, const plot::Target& target);

}  // namespace d2l::bench
