#include "d2l/plot/graph.hpp"

#include <iostream>

#include "d2l/plot/drawing.hpp"
#include "d2l/plot/tool.hpp"
#include "d2l/system/file.hpp"

namespace d2l::plot {
namespace {

// What Graphviz calls the format.
std::string format_of(Target::Kind kind) {
  switch (kind) {
    case Target::Kind::png:
      return "png";
    case Target::Kind::pdf:
      return "pdf";
    case Target::Kind::window:
      return "x11";
    default:
      return "svg";
  }
}

}  // namespace

bool save_graph(const std::string& dot, const Target& target) {
  if (target.kind() == Target::Kind::terminal) {
    std::cout << dot << std::flush;
    return true;
  }
  if (target.kind() == Target::Kind::dot) {
    write_file_atomically(target.path(), dot);
    return true;
  }
  return write_drawing(target, "graph of a computation",
                       [&] { return run_tool(plot::dot(format_of(target.kind())), dot); });
}

}  // namespace d2l::plot
