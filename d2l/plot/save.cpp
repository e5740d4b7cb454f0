#include <algorithm>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

#include "d2l/core/error.hpp"
#include "d2l/plot/drawing.hpp"
#include "d2l/plot/figure.hpp"
#include "d2l/plot/script.hpp"
#include "d2l/plot/text_images.hpp"
#include "d2l/plot/tool.hpp"

namespace d2l::plot {
namespace {

Outcome draw(const Figure& figure, Target::Kind kind, int columns = 0, int lines = 0) {
  const File script = temporary_file();
  write_script(script.get(), figure, kind, columns, lines);
  return run_tool(gnuplot(), script.get());
}

// The name of a figure: its title, or else those of its panels, or what they show.
std::string name(const Figure& figure) {
  std::string names;
  if (!figure.title().empty()) return figure.title();
  for (const auto& panel : figure.panels()) {
    const auto& axes = panel.axes();
    const auto& own = axes.title.empty() ? axes.ylabel : axes.title;
    if (!own.empty()) names += (names.empty() ? "" : ", ") + own;
  }
  return names.empty() ? "figure" : names;
}

bool print_on_terminal(const Figure& figure) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20 || size.ws_row < 10) size = {24, 79, 0, 0};
  if (!figure.panels().empty()) {
    const auto [text, failure] = draw(figure, Target::Kind::terminal, size.ws_col, size.ws_row - 1);
    if (!failure.empty()) return warn(failure, "no figure is drawn");
    std::cout << text.substr(std::min(text.find_first_not_of("\f\n"), text.size()));
  } else if (!figure.title().empty()) {
    std::cout << figure.title() << "\n\n";
  }
  for (const auto& images : figure.image_grids()) std::cout << draw_as_text(images, size.ws_col);
  std::cout.flush();
  return true;
}

}  // namespace

bool Figure::save(const Target& target) const {
  if (panels_.empty() && image_grids_.empty()) throw ValueError("plot: the figure is empty; add a panel or images");
  if (target.kind() == Target::Kind::dot) throw ValueError("plot: a .dot file holds a graph, and this is a figure");
  if (target.kind() == Target::Kind::terminal) return print_on_terminal(*this);
  return write_drawing(target, name(*this), [&] { return draw(*this, target.kind()); });
}

}  // namespace d2l::plot
