#include "d2l/plot/drawing.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "d2l/plot/text.hpp"
#include "d2l/system/file.hpp"
#include "d2l/system/printable.hpp"

namespace d2l::plot {
namespace {

// A disk that fills up ends a tool with status 0 and half a file; a whole one ends as its format says.
bool is_whole(std::string_view bytes, Target::Kind kind) {
  const std::string_view end = kind == Target::Kind::svg ? "</svg>" : kind == Target::Kind::png ? "IEND" : "%%EOF";
  return bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 16)).find(end) != std::string_view::npos;
}

// gnuplot calls every drawing Gnuplot, and what has no name gnuplot_plot_1a; Graphviz calls a graph %3. Browsers and
// screen readers show that: the drawing gets its own name, and the nameless none.
std::string with_names(std::string svg, std::string_view drawing) {
  const std::string begin = "<title>", end = "</title>";
  std::size_t at = svg.find(begin);
  if (at == std::string::npos) return svg;
  svg.replace(at, svg.find(end, at) - at, begin + xml(drawing));
  while ((at = svg.find(begin + "gnuplot_plot_", at)) != std::string::npos)
    svg.erase(at, svg.find(end, at) + end.size() - at);
  return svg;
}

bool open_window(const std::function<Outcome()>& draw) {
  constexpr auto consequence = "no window opens; name a file instead, such as figure.svg";
  if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) return warn("there is no display", consequence);
  const auto failure = draw().failure;
  return failure.empty() || warn(failure, consequence);
}

}  // namespace

bool warn(std::string_view failure, std::string_view consequence) {
  print_line(std::cerr, fmt::format("warning: plot: {}; {}", failure, consequence));
  return false;
}

bool write_drawing(const Target& target, std::string_view name, const std::function<Outcome()>& draw) {
  if (target.kind() == Target::Kind::window) return open_window(draw);
  const auto [bytes, failure] = draw();
  const auto consequence = fmt::format("{} is not written", target.path().string());
  if (!failure.empty()) return warn(failure, consequence);
  if (!is_whole(bytes, target.kind())) return warn("only a part was drawn; is there memory left?", consequence);
  write_file_atomically(target.path(), target.kind() == Target::Kind::svg ? with_names(bytes, name) : bytes);
  return true;
}

}  // namespace d2l::plot
