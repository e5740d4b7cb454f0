#include "d2l/plot/drawing.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "d2l/io/file.hpp"
#include "d2l/io/printable.hpp"

namespace d2l::plot {
namespace {

// A disk that fills up ends a tool with status 0 and half a file; a whole one ends as its format says.
bool is_whole(std::string_view bytes, Target::Kind kind) {
  const std::string_view end = kind == Target::Kind::svg ? "</svg>" : kind == Target::Kind::png ? "IEND" : "%%EOF";
  return bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 16)).find(end) != std::string_view::npos;
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

bool write_drawing(const Target& target, const std::function<Outcome()>& draw) {
  if (target.kind() == Target::Kind::window) return open_window(draw);
  const auto [bytes, failure] = draw();
  const auto consequence = fmt::format("{} is not written", target.path().string());
  if (!failure.empty()) return warn(failure, consequence);
  if (!is_whole(bytes, target.kind())) return warn("only a part was drawn; is there room in /tmp?", consequence);
  write_file_atomically(target.path(), bytes);
  return true;
}

}  // namespace d2l::plot
