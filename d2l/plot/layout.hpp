#pragma once

#include <string>
#include <vector>

#include "d2l/plot/figure.hpp"

namespace d2l::plot {

/// A rectangle on the canvas in pixels (characters on a terminal), from the canvas's lower left corner.
struct Box {
  double left;
  double bottom;
  double width;
  double height;
};

/// How an image grid is drawn inside its box: images of one size, a cell apart, each below its caption. Where there is
/// room, every pixel is a square of `scale` by `scale`.
struct GridLayout {
  Box box;
  int scale;
  double cell_width;
  double cell_height;
  double image_width;
  double image_height;
  double font_size;  ///< in points
  double line_height;
};

/// Where everything in a figure stands: the title in a strip on top, then rows of panels, then the image grids.
struct Layout {
  int width;
  int height;
  std::string title;  ///< in lines that fit
  std::vector<Box> panels;
  std::vector<GridLayout> grids;
};

/// `text` in lines that fit the width, in pixels for letters of `points` points, or in characters.
std::string fit(const std::string& text, double width, double points, bool in_characters);

constexpr double title_points = 14, heading_points = 12, label_points = 10;

/// The layout of a figure in pixels.
Layout arrange(const Figure& figure);

/// The layout of a figure's panels on a terminal of this many columns and lines: one below the other.
Layout arrange_on_terminal(const Figure& figure, int columns, int lines);

/// The rows and columns of a panel's legend, as many columns as fit the width, in pixels or in characters.
Extent arrange_legend(const Panel& panel, double width, bool in_characters);

}  // namespace d2l::plot
