#include "d2l/plot/figure.hpp"

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l::plot {

Panel& Panel::line(std::span<const double> x, std::span<const double> y, std::string label) {
  return add(Series::Style::line, x, y, std::move(label));
}

Panel& Panel::markers(std::span<const double> x, std::span<const double> y, std::string label) {
  return add(Series::Style::markers, x, y, std::move(label));
}

Panel& Panel::contours(const Heights& heights, std::vector<double> levels) {
  contours_ = Contours{checked(heights), levels.empty() ? even_levels(heights) : std::move(levels)};
  return *this;
}

Panel& Panel::surface(const Heights& heights) {
  surface_ = checked(heights);
  return *this;
}

Panel& Panel::add(Series::Style style, std::span<const double> x, std::span<const double> y, std::string label) {
  if (x.size() != y.size()) {
    throw ShapeError(fmt::format("plot: {} values of x but {} of y; give one y for each x", x.size(), y.size()));
  }
  Series series{style, std::move(label), {}};
  series.points.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) series.points.emplace_back(x[i], y[i]);
  series_.push_back(std::move(series));
  return *this;
}

Figure::Figure(std::string title, Size size) : title_(std::move(title)), size_(size) {
  constexpr int largest = 20'000;
  if (size.width < 1 || size.width > largest || size.height < 0 || size.height > largest) {
    throw ValueError(
        fmt::format("plot: a figure of {} x {} pixels; each side goes up to {}", size.width, size.height, largest));
  }
}

Panel& Figure::panel(Axes axes) { return panels_.emplace_back(std::move(axes)); }

Figure& Figure::images(Extent grid, Extent image, std::span<const std::uint8_t> pixels, std::vector<std::string> titles,
                       std::vector<bool> marked) {
  if (grid.rows < 1 || grid.columns < 1 || image.rows < 1 || image.columns < 1) {
    throw ShapeError(
        fmt::format("plot: a grid of {} x {} images of {} x {} pixels; each of the four must be at least 1", grid.rows,
                    grid.columns, image.rows, image.columns));
  }
  ImageGrid images{grid, image, {pixels.begin(), pixels.end()}, std::move(titles), std::move(marked)};
  const auto places = static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns);
  if (pixels.size() % images.pixels_per_image() != 0 || images.count() > places) {
    throw ShapeError(fmt::format("plot: {} bytes for a grid of {} x {} images of {} x {} pixels", pixels.size(),
                                 grid.rows, grid.columns, image.rows, image.columns));
  }
  if (!images.titles.empty() && images.titles.size() != images.count()) {
    throw ShapeError(
        fmt::format("plot: {} titles for {} images; give one for each", images.titles.size(), images.count()));
  }
  if (!images.marked.empty() && images.marked.size() != images.count()) {
    throw ShapeError(
        fmt::format("plot: {} marks for {} images; give one for each", images.marked.size(), images.count()));
  }
  image_grids_.push_back(std::move(images));
  return *this;
}

}  // namespace d2l::plot
