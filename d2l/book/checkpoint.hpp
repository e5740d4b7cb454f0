#pragma once

#include <optional>
#include <string>
#include <vector>

#include "d2l/book/updater.hpp"
#include "d2l/io/sealed.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// All that the rest of a training depends on, besides the random stream, and its results so far.
struct TrainingState {
  NamedParameters parameters;
  NamedTensors buffers = {};              ///< what the net keeps besides them
  optim::Optimizer* optimizer = nullptr;  ///< none for a training from scratch
  std::vector<program::Epoch> epochs = {};
};

/// The files of --save and --load (safetensors, sealed by a checksum): after each epoch the parameters and buffers by
/// their names, the state of the random stream as `generator`, the optimizer's, and `epochs`, a row for each
/// (to_table); the options of the run are its metadata. A program that trains several times has one such part for each
/// training, whose names start with its prefix.
class Checkpoint {
 public:
  /// Reads the file of --load, if one was given. Throws FileError, FormatError.
  explicit Checkpoint(const program::Arguments& args);

  /// Puts the state, and the random stream, where the file left the training of this prefix; where the file has no such
  /// training, all stays as it is. Throws FormatError, with all that does not fit, and changes nothing then. Nothing is
  /// written before an epoch has succeeded; where none is left to be trained, the file of --save, if it is another one,
  /// becomes a copy.
  void load(TrainingState& state, const std::string& prefix);
  /// From now on nothing is taken from the file: what comes next was never in it, or depends on what is trained now.
  void forget() { given_ = {}; }
  /// Writes the state into the file of --save, if one was asked for, besides those of the trainings before. Throws
  /// FileError, and DivergedError where a parameter is not finite; the old file is then as it was.
  void save(const TrainingState& state, const std::string& prefix);

 private:
  bool knows_all_epochs() const;
  void copy() const;
  void keep(const TrainingState& state, const std::string& prefix);

  std::optional<std::filesystem::path> load_, save_;
  Metadata options_;
  std::int64_t most_epochs_;
  SealedFile given_;
  std::vector<std::pair<std::string, NamedTensors>> saved_;  // by prefix
};

}  // namespace d2l
