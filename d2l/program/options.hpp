#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "d2l/program/arguments.hpp"
#include "d2l/program/command_line.hpp"

namespace d2l::program {

class OptionReader;

/// The book's values of the hyperparameters that a program has; it offers an option for each.
struct Hyperparameters {
  std::optional<std::int64_t> epochs = {};
  std::optional<std::int64_t> batch_size = {};
  std::optional<double> lr = {};
};

/// The options of a program: those that every program has (seed, device, threads, record, help ...) and the groups that
/// mean something for this one.
///
///     program::Options("softmax-regression-scratch", "Softmax regression from scratch", "3.6")
///         .training({.epochs = 5, .batch_size = 256, .lr = 0.1}).data().figure()
class Options {
 public:
  Options(std::string name, std::string summary, std::string section);

  /// The same under another name: that of an experiment, which is no longer the program of the book that it changes.
  Options called(std::string name) const;

  /// Offers --epochs, --batch-size and --lr, as far as they have a value here.
  Options& training(const Hyperparameters& defaults);
  /// Offers --limit and --data-dir.
  Options& data();
  /// Offers --size, the width and height that images are scaled to, from `least` on.
  Options& size(std::int64_t usual, std::int64_t least);
  /// Offers --dropout, the probability for each hidden layer, whose units drop out with that probability.
  Options& dropout(std::vector<double> usual);
  /// Offers --data, for one of these datasets, the first where none is named, and --data-dir. Names stand in the record
  /// and in the state that --save writes.
  Options& data_of(std::vector<std::string> names);
  /// A model that a program trains, with the learning rate that suits it.
  struct Model {
    std::string name;
    double lr;
  };
  /// Offers --model, for one of these, the first where none is named, and --lr.
  Options& models(std::vector<Model> models);
  /// Offers --processes, --hosts, --shards, --reduction and --time-limit, for a training by many processes that cuts
  /// its batches into `shards`.
  Options& processes(std::int64_t shards);
  /// Offers --plot, for a figure.
  Options& figure();
  /// Offers --plot, for a graph.
  Options& graph();
  /// Offers --init and --save-init, --load and --save, for a program that trains.
  Options& state();
  /// Offers --aligned, for a concise version that differs from the scratch one in more than style: `difference` names
  /// what it then takes from there.
  Options& aligned(const std::string& difference);

  /// Reads the command line; nothing where it asked for --help or --version, which are then printed. Checks before the
  /// lesson starts that the files to write can be written. Throws UsageError for what cannot be taken, DeviceError for
  /// a device that is not here, FileError for files and folders.
  std::optional<Arguments> parse(int argc, const char* const* argv) const;

  const std::string& name() const { return name_; }
  /// What --help prints.
  std::string help() const;
  /// The section's page, shared by both versions of a model and by its experiments, as softmax-regression/confusion:
  /// `docs/03/softmax-regression.md`.
  std::string page() const;

 private:
  std::vector<Option> offered() const;
  void read_model(const OptionReader& reader, Arguments& args) const;
  void read_dropout(const OptionReader& reader, Arguments& args) const;
  void read_processes(const OptionReader& reader, Arguments& args) const;

  std::string name_;
  std::string summary_;
  std::string section_;
  Hyperparameters defaults_;
  std::int64_t usual_size_ = 0, least_size_ = 0;  // 0 where it has none
  std::vector<double> usual_dropout_;
  std::vector<std::string> data_names_;
  std::vector<Model> models_;
  std::int64_t usual_shards_ = 0;  // 0 where there are none
  plot::Content content_ = plot::Content::figure;
  std::vector<Option> own_;
};

}  // namespace d2l::program
