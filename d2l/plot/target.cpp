#include "d2l/plot/target.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/system/file.hpp"

namespace d2l::plot {

Target::Target(std::string_view name, Content content) {
  constexpr std::array<std::pair<std::string_view, Kind>, 4> suffixes = {
      {{".svg", Kind::svg}, {".png", Kind::png}, {".pdf", Kind::pdf}, {".dot", Kind::dot}}};

  if (name == "window" || name == "terminal") {
    kind_ = name == "window" ? Kind::window : Kind::terminal;
    return;
  }
  path_ = name;
  for (const auto& [suffix, kind] : suffixes) {
    if (path_.extension() == suffix && (kind != Kind::dot || content == Content::graph)) {
      kind_ = kind;
      expect_writable(path_);
      return;
    }
  }
  throw ValueError(fmt::format("plot: {} is neither a .svg, .png{} file nor window nor terminal", name,
                               content == Content::graph ? ", .pdf or .dot" : " or .pdf"));
}

}  // namespace d2l::plot
