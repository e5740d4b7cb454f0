#include "d2l/plot/layout.hpp"

#include <algorithm>
#include <cmath>

#include "d2l/core/wrap.hpp"
#include "d2l/plot/text.hpp"

namespace d2l::plot {
namespace {

constexpr double title_height = 40, title_line = 24;
constexpr double margin = 10;
constexpr double gap = 4;  // between images
constexpr double row_gap = 12;
constexpr double largest_image = 140;

// Three side by side, or two where that leaves no row partly empty and three would.
int panel_columns(int panels) { return panels > 3 && panels % 3 != 0 && panels % 2 == 0 ? 2 : std::min(panels, 3); }

// Width over height of a panel: one alone is wide, several side by side are nearly square.
double panel_aspect(int columns) { return columns == 1 ? 1.8 : columns == 2 ? 1.3 : 1.0; }

GridLayout arrange_grid(const ImageGrid& images, double width) {
  std::size_t longest = 1, most_lines = 0;
  for (const auto& title : images.titles) {
    const auto title_lines = lines(title);
    most_lines = std::max(most_lines, title_lines.size());
    for (const auto& line : title_lines) longest = std::max(longest, length(line));
  }
  GridLayout grid{};
  const double most = std::min((width - 2 * margin) / images.grid.columns - gap, largest_image);
  grid.scale = std::max(static_cast<int>(most / images.image.columns), 1);
  grid.image_width = std::max(std::min<double>(grid.scale * images.image.columns, most), 1.0);
  grid.image_height = grid.image_width * images.image.rows / images.image.columns;
  grid.cell_width = std::floor(most + gap);
  // A letter is about 0.8 pixels wide for each point of its size; small enough for the longest line, and still legible.
  grid.font_size =
      std::clamp(std::floor((grid.cell_width - 4) / (0.8 * static_cast<double>(longest)) * 2) / 2, 5.0, 10.0);
  grid.line_height = 1.6 * grid.font_size;
  grid.cell_height = grid.image_height + grid.line_height * static_cast<double>(most_lines) + row_gap;
  grid.box.width = grid.cell_width * images.grid.columns;
  grid.box.height = grid.cell_height * images.grid.rows;
  grid.box.left = std::floor((width - grid.box.width) / 2);
  return grid;
}

// The height of a title: that of one line, and of each beyond.
double height(const std::string& title, double first, double next) {
  return title.empty() ? 0 : first + next * static_cast<double>(lines(title).size() - 1);
}

}  // namespace

std::string fit(const std::string& text, double width, double points, bool in_characters) {
  const double letter = in_characters ? 1 : 0.7 * points;
  return wrap(text, std::max(static_cast<std::size_t>(width / letter), std::size_t{1}));
}

Layout arrange(const Figure& figure) {
  const int panels = static_cast<int>(figure.panels().size());
  const int columns = std::max(panel_columns(panels), 1);
  const int rows = (panels + columns - 1) / columns;
  const double width = figure.size().width;
  Layout layout{.width = figure.size().width,
                .height = 0,
                .title = fit(figure.title(), width, title_points, false),
                .panels = {},
                .grids = {}};
  const double title = height(layout.title, title_height, title_line);
  double grids_height = 0;
  for (const auto& images : figure.image_grids()) {
    layout.grids.push_back(arrange_grid(images, width));
    grids_height += layout.grids.back().box.height + margin;
  }

  const double panel_width = width / columns;
  double panel_height = panel_width / panel_aspect(columns);
  if (figure.size().height > 0 && rows > 0) {
    panel_height = std::max((figure.size().height - title - grids_height) / rows, 80.0);
  }
  const double content = title + rows * panel_height + grids_height;
  layout.height = std::max(figure.size().height, static_cast<int>(std::ceil(content)));

  double top = layout.height - title;
  for (int i = 0; i < panels; ++i) {
    layout.panels.push_back({.left = (i % columns) * panel_width,
                             .bottom = top - (i / columns + 1) * panel_height,
                             .width = panel_width,
                             .height = panel_height});
  }
  top -= rows * panel_height;
  for (auto& grid : layout.grids) {
    grid.box.bottom = top - grid.box.height;
    top = grid.box.bottom - margin;
  }
  return layout;
}

Layout arrange_on_terminal(const Figure& figure, int columns, int lines) {
  const int panels = static_cast<int>(figure.panels().size());
  auto title = fit(figure.title(), columns, title_points, true);
  const int title_lines = static_cast<int>(height(title, 2, 1));
  Layout layout{
      .width = columns, .height = panels * lines + title_lines, .title = std::move(title), .panels = {}, .grids = {}};
  for (int i = 0; i < panels; ++i) {
    layout.panels.push_back({.left = 0,
                             .bottom = static_cast<double>((panels - 1 - i) * lines),
                             .width = static_cast<double>(columns),
                             .height = static_cast<double>(lines)});
  }
  return layout;
}

Extent arrange_legend(const Panel& panel, double width, bool in_characters) {
  std::size_t longest = 0;
  int entries = 0;
  for (const auto& series : panel.series()) {
    if (series.label.empty()) continue;
    ++entries;
    longest = std::max(longest, length(series.label));
  }
  // Besides the legend, labels of the y axis; besides an entry's text, a piece of its line.
  const double letter = in_characters ? 1 : 8, axis = in_characters ? 12 : 70, sample = in_characters ? 10 : 60;
  const double fitting = (width - axis) / (letter * static_cast<double>(longest) + sample);
  const int columns = std::clamp(static_cast<int>(fitting), 1, std::max(entries, 1));
  return {.rows = (entries + columns - 1) / columns, .columns = columns};
}

}  // namespace d2l::plot
