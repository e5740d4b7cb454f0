#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "d2l/core/device.hpp"
#include "d2l/plot/target.hpp"

namespace d2l::program {

/// What shapes a run's numbers, by name: `{"batch_size", 256}`.
using Setting = std::pair<std::string, std::variant<std::int64_t, double, std::string>>;

/// A command line, checked and typed. Options that the program does not offer keep the values below.
struct Arguments {
  std::string program;
  std::string section;

  std::uint64_t seed = 0;
  Device device;
  int threads = 1;

  std::int64_t epochs = 0;
  std::int64_t batch_size = 0;
  double lr = 0;

  std::int64_t size = 0;        ///< the width and height that images are scaled to
  std::vector<double> dropout;  ///< with which probability each hidden layer's units drop out
  std::string data;             ///< the name of the dataset, for a program that has several
  std::string model;            ///< the name of the model, for a program that has several
  std::int64_t processes = 1;   ///< how many were asked for, in a training by many
  std::int64_t shards = 0;      ///< into how many each batch is cut then, and
  std::string reduction;        ///< how their gradients are added: exact or fast
  std::int64_t time_limit = 0;  ///< how many seconds one waits for another
  std::optional<std::int64_t> limit;
  std::optional<std::filesystem::path> data_dir;
  std::optional<std::filesystem::path> init;
  std::optional<std::filesystem::path> save_init;
  std::optional<std::filesystem::path> load;
  std::optional<std::filesystem::path> save;
  std::optional<plot::Target> plot;
  std::optional<std::filesystem::path> record;
  bool progress = true;
  /// Whether a concise version does as the scratch version where they differ in more than style.
  bool aligned = false;

  /// The hyperparameters that the program offers, and what else there is: data, and a dropout, limit, data_dir and init
  /// that were given.
  std::vector<Setting> settings;
};

/// The program and the options that decide about a run's numbers, as text: what a run that goes on from another takes
/// over (--load).
std::map<std::string, std::string> options_of(const Arguments& args);

/// Those of them that may be others when a run goes on, as an epoch was trained with them; 0 for one that the program
/// does not offer, and for a `limit` that was not given.
struct TrainedWith {
  double lr = 0;
  std::int64_t batch_size = 0, limit = 0, threads = 0;
};
TrainedWith trained_with(const Arguments& args);

/// The options of which an epoch had other values than the run has, with the epoch's: `{"lr", 0.5}`.
std::vector<Setting> differences(const TrainedWith& epoch, const TrainedWith& run);

/// As a reader sees it: `batch size 256`.
std::string to_string(const Setting& setting);

/// The first line of a lesson: `epochs 5, batch size 256, lr 0.1, seed 0, device cpu, threads 2`.
std::string to_string(const Arguments& args);

}  // namespace d2l::program
