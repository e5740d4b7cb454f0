#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "d2l/book/updater.hpp"
#include "d2l/io/sealed.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// What --init and --save-init exchange with a file (safetensors, sealed by a checksum): the parameters by their names,
/// and as `generator` the state of the random stream, so that what follows draws the same batches.
class InitialState {
 public:
  /// Reads the file of --init, if one was given. Throws FileError, FormatError.
  explicit InitialState(const program::Arguments& args);

  /// To be called when parameters have their initial values: replaces them by those of the file, and adds what they are
  /// now to the file of --save-init. A program that trains several times calls it for each training, whose names in the
  /// file start with `prefix`. Throws FormatError where the file's names or shapes are not those of the parameters;
  /// nothing is changed then.
  void exchange(const NamedParameters& parameters, const std::string& prefix = "");

 private:
  void save(const std::filesystem::path& file, const NamedParameters& parameters, const std::string& prefix);

  std::optional<std::filesystem::path> init_, save_init_;
  NamedTensors given_, saved_;
};

}  // namespace d2l
