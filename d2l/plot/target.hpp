#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace d2l::plot {

/// What is drawn: a figure by gnuplot, or a graph by Graphviz, which may also be written in its language, .dot.
enum class Content { figure, graph };

/// Where a figure or a graph goes, as `--plot` names it: a file by its suffix, a `window` of the tool that draws, or
/// text on the `terminal`. Made before the training starts, it reports a wrong name or folder at once.
class Target {
 public:
  enum class Kind { svg, png, pdf, dot, window, terminal };

  /// Throws ValueError for any other name or suffix, FileError for a path where no file can be written.
  Target(std::string_view name, Content content);
  Target(std::string_view name)  // NOLINT(google-explicit-constructor): figure.save("loss.svg")
      : Target(name, Content::figure) {}
  Target(const char* name) : Target(std::string_view(name)) {}
  Target(const std::string& name) : Target(std::string_view(name)) {}

  Kind kind() const { return kind_; }
  bool is_file() const { return kind_ != Kind::window && kind_ != Kind::terminal; }

  /// The file's path; empty for a window and for the terminal.
  const std::filesystem::path& path() const { return path_; }

 private:
  Kind kind_;
  std::filesystem::path path_;
};

}  // namespace d2l::plot
