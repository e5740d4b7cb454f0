#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "d2l/plot/heights.hpp"
#include "d2l/plot/target.hpp"

namespace d2l::plot {

/// The title and the axes of one panel. A logarithmic axis leaves out what is not positive.
struct Axes {
  std::string title = "";
  std::string xlabel = "";
  std::string ylabel = "";
  bool log_x = false;
  bool log_y = false;
  std::string zlabel = "";   ///< of heights: of contour lines' colours, or upwards beside a surface
  bool equal_units = false;  ///< a unit of x as long as one of y, so that right angles are drawn as such; not as text
};

/// Points (x, y) that are drawn together, and their entry in the legend, if any.
struct Series {
  enum class Style { line, markers };

  Style style;
  std::string label;
  std::vector<std::pair<double, double>> points;
};

/// Lines of equal height, as on a map.
struct Contours {
  Heights heights;
  std::vector<double> levels;
};

/// One pair of axes with its lines and markers. Colours and dashes change from series to series. Where contour lines or
/// a surface are drawn, the panel shows the region of their grid, and those parts of the lines and markers that lie in
/// it.
class Panel {
 public:
  explicit Panel(Axes axes) : axes_(std::move(axes)) {}

  /// Joins the points by a line, which a value that is not finite interrupts. Throws ShapeError where x and y differ in
  /// length.
  Panel& line(std::span<const double> x, std::span<const double> y, std::string label = "");

  /// Marks each point by itself: a scatter plot. Throws ShapeError where x and y differ in length.
  Panel& markers(std::span<const double> x, std::span<const double> y, std::string label = "");

  /// Draws the lines along which the heights have each of the levels, from dark ones in the depths to pale ones at the
  /// top. Without levels, they are chosen at equal distances (`even_levels`); a single level is a border and has one
  /// colour. Throws ShapeError and ValueError as `checked` does.
  Panel& contours(const Heights& heights, std::vector<double> levels = {});

  /// Makes the panel a view of the heights in space, a net from dark depths to pale tops; lines and markers lie on it.
  /// Its axes are linear, and it has no contour lines. Throws ShapeError and ValueError as `checked` does.
  Panel& surface(const Heights& heights);

  const Axes& axes() const { return axes_; }
  const std::vector<Series>& series() const { return series_; }
  const std::optional<Contours>& contours() const { return contours_; }
  const std::optional<Heights>& surface() const { return surface_; }
  bool has_heights() const { return contours_ || surface_; }

 private:
  Panel& add(Series::Style style, std::span<const double> x, std::span<const double> y, std::string label);

  Axes axes_;
  std::vector<Series> series_;
  std::optional<Contours> contours_;
  std::optional<Heights> surface_;
};

/// Rows and columns: of a grid's images, or of an image's pixels.
struct Extent {
  int rows;
  int columns;
};

/// Grey images of one size in rows and columns, each below its own title.
struct ImageGrid {
  Extent grid;
  Extent image;
  std::vector<std::uint8_t> pixels;
  std::vector<std::string> titles;
  std::vector<bool> marked = {};  ///< which titles are red, where any are

  std::size_t count() const { return pixels.size() / pixels_per_image(); }
  std::size_t pixels_per_image() const {
    return static_cast<std::size_t>(image.rows) * static_cast<std::size_t>(image.columns);
  }
};

/// A figure's size in pixels (a 96th of an inch in a pdf). A height of 0 is chosen to suit the content.
struct Size {
  int width = 900;
  int height = 0;
};

/// A figure that gnuplot draws: panels side by side, and below them grids of images.
///
///     plot::Figure figure("Softmax regression");
///     figure.panel({.xlabel = "epoch", .ylabel = "loss"}).line(epochs, scratch, "scratch").line(epochs, concise,
///     "concise"); figure.save("loss.svg");
class Figure {
 public:
  /// Throws ValueError for a size that is negative or beyond 20,000 pixels.
  explicit Figure(std::string title = "", Size size = {});

  /// Adds a panel to the right of those before it; the reference stays valid as long as the figure lives.
  Panel& panel(Axes axes = {});

  /// Adds grey images (n, rows, columns), uint8 and row-major, each with a title of any number of lines, or none at
  /// all. The titles of those that are `marked` are red; say there what the colour says, for readers who do not see it.
  /// Throws ShapeError where pixels, titles or marks do not fit the grid, which may be left partly empty.
  Figure& images(Extent grid, Extent image, std::span<const std::uint8_t> pixels, std::vector<std::string> titles = {},
                 std::vector<bool> marked = {});

  /// Draws the figure. False, after a warning on standard error, where gnuplot is missing or fails: a lesson goes on
  /// without its figure. Throws FileError where gnuplot has drawn it but the file cannot be written; it appears whole
  /// or not at all. Throws ValueError for a figure with nothing in it.
  bool save(const Target& target) const;

  const std::string& title() const { return title_; }
  const Size& size() const { return size_; }
  const std::deque<Panel>& panels() const { return panels_; }
  const std::vector<ImageGrid>& image_grids() const { return image_grids_; }

 private:
  std::string title_;
  Size size_;
  std::deque<Panel> panels_;
  std::vector<ImageGrid> image_grids_;
};

}  // namespace d2l::plot
