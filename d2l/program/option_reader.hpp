#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "d2l/core/error.hpp"
#include "d2l/program/command_line.hpp"
#include "d2l/program/values.hpp"

namespace d2l::program {

/// Reads the values of options where they were given: on the command line, or else to the run that goes on now.
class OptionReader {
 public:
  using Given = std::map<std::string, std::string>;
  explicit OptionReader(Given given) : given_(std::move(given)) {}

  /// What the run had that goes on now stands for what is not given, of the options that --save writes and the program
  /// offers: a file may come from anywhere, and must not choose which files are read and written. Throws FormatError
  /// where the file is damaged, lacks one of them, or is another program's; UsageError where the command line
  /// contradicts what cannot change.
  void take_over(const std::string& file, const std::string& program, std::span<const Option> offered);

  /// Throws UsageError where the command line contradicts what cannot change when a run goes on, now that its values
  /// have been read: `options`, as options_of(args) spells them.
  void expect_same_data(const Given& options) const;

  /// Whether it stands on the command line.
  bool has(const std::string& name) const { return given_.contains(name); }

  /// Reads an option's value by `how(text)`, and tells whether there was one. Throws UsageError for what `how` refuses,
  /// and FormatError where that stands in the file.
  template <class T, class Read>
  bool read(const std::string& name, T& value, Read how) const {
    if (const auto found = given_.find(name); found != given_.end()) {
      value = how(found->second);
      return true;
    }
    const auto found = taken_over_.find(name);
    if (found == taken_over_.end()) return false;
    value = from_file([&] { return how(found->second); });
    return true;
  }
  template <class T>
  bool whole(const std::string& name, T& value, std::uint64_t least, std::uint64_t greatest) const {
    return read(name, value,
                [&](const std::string& text) { return static_cast<T>(whole_number(name, text, least, greatest)); });
  }

 private:
  template <class Read>
  auto from_file(const Read& read) const {
    try {
      return read();
    } catch (const UsageError& error) {
      throw FormatError(given_.at("load") + ": is damaged: " + error.what());
    }
  }
  void expect_same_seed() const;

  Given given_, taken_over_;
};

}  // namespace d2l::program
