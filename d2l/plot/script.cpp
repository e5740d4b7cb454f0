#include "d2l/plot/script.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <locale>
#include <string_view>
#include <unistd.h>

#include <fmt/format.h>
#include <gnuplot-iostream.h>

#include "d2l/core/error.hpp"
#include "d2l/plot/axis.hpp"
#include "d2l/plot/layout.hpp"
#include "d2l/plot/terminal.hpp"
#include "d2l/plot/text.hpp"
#include "d2l/plot/tool.hpp"

namespace d2l::plot {
namespace {

// Okabe and Ito's palette, told apart by colour-blind readers too, without its yellow, too pale for lines on white.
constexpr std::array<std::string_view, 7> colours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                     "#E69F00", "#56B4E9", "#000000"};
constexpr std::array<std::string_view, 4> dashes = {"solid", "'-'", "'-.'", "'.'"};  // two equal curves show both
constexpr std::array<int, 5> marks = {7, 5, 9, 13, 11};  // filled: disc, square, triangle, diamond, triangle
constexpr std::size_t few_points = 20;                   // a line of so few shows each of them

// What is beyond gnuplot's arithmetic counts as infinite.
bool is_drawn(double value, bool log) { return std::abs(value) <= 1e300 && (!log || value > 0); }

// Each pixel repeated `scale` times in both directions, or else viewers would blur it when they enlarge the image.
std::vector<std::uint8_t> enlarged(const ImageGrid& images, int scale) {
  const auto times = static_cast<std::size_t>(scale), columns = static_cast<std::size_t>(images.image.columns);
  std::vector<std::uint8_t> result;
  result.reserve(images.pixels.size() * times * times);
  for (std::size_t row = 0; row < images.pixels.size(); row += columns) {
    for (std::size_t copy = 0; copy < times; ++copy) {
      for (std::size_t column = 0; column < columns; ++column) {
        result.insert(result.end(), times, images.pixels[row + column]);
      }
    }
  }
  return result;
}

// Sends one figure to gnuplot. Text goes through literal() and stands beside noenhanced: it is drawn as it is.
class Script {
 public:
  Script(File file, Target::Kind kind) : gnuplot_(file.get()), kind_(kind) {
    [[maybe_unused]] auto* const gnuplots_now = file.release();
    gnuplot_.imbue(std::locale::classic());
    gnuplot_ << std::defaultfloat << std::setprecision(12) << "set encoding utf8\n";
  }

  void write(const Figure& figure, const Layout& layout) {
    gnuplot_ << set_terminal(kind_, layout.width, layout.height) << "set multiplot";
    if (!layout.title.empty()) {
      gnuplot_ << " title " << literal(layout.title) << " noenhanced " << font(kind_, title_points);
    }
    gnuplot_ << "\n";
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
      place(layout.panels[i], layout);
      write(figure.panels()[i], layout.panels[i]);
    }
    for (std::size_t i = 0; i < layout.grids.size(); ++i) {
      place(layout.grids[i].box, layout);
      write(figure.image_grids()[i], layout.grids[i]);
    }
    gnuplot_ << "unset multiplot\n" << std::flush;
    if (!gnuplot_) throw FileError("plot: the script for gnuplot cannot be written; is there memory left?");
  }

 private:
  void place(const Box& box, const Layout& on) {
    gnuplot_ << "\nreset\nset origin " << box.left / on.width << "," << box.bottom / on.height << "\nset size "
             << box.width / on.width << "," << box.height / on.height << "\n";
  }

  void write(const Panel& panel, const Box& box) {
    const auto& axes = panel.axes();
    gnuplot_ << "set border 3 lc rgb '#606060'\n"
             << "set tics nomirror out scale 0.6 textcolor rgb '#303030'\n";
    if (!on_terminal()) gnuplot_ << "set grid lt 1 lw 0.6 lc rgb '#e0e0e0'\n";
    label("xlabel", fit(axes.xlabel, box.width - label_room(), label_points, on_terminal()));
    label("ylabel", axes.ylabel);
    write_headings(panel, box);

    Range x, y;
    for (const auto& series : panel.series()) {
      for (const auto& [px, py] : series.points) {
        if (is_drawn(px, axes.log_x) && is_drawn(py, axes.log_y)) {
          x.include(px);
          y.include(py);
        }
      }
    }
    const auto* power = on_terminal() ? "1e%T" : "10^{%T}";
    gnuplot_ << (axes.log_x ? log_axis('x', x, power) : linear_axis('x', x))
             << (axes.log_y ? log_axis('y', y, power) : linear_axis('y', y));
    write(panel.series(), axes);
  }

  bool on_terminal() const { return kind_ == Target::Kind::terminal; }

  // What the labels of the y axis take from a panel's width.
  double label_room() const { return on_terminal() ? 12 : 70; }

  void label(std::string_view what, const std::string& text, const std::string& options = "") {
    if (text.empty()) return;
    gnuplot_ << "set " << what << " " << literal(text) << " noenhanced textcolor rgb '#202020'" << options << "\n";
  }

  // The title on top, then the legend, then the axes: the legend never covers the data.
  void write_headings(const Panel& panel, const Box& box) {
    const Extent legend = arrange_legend(panel, box.width, on_terminal());
    const auto title = fit(panel.axes().title, box.width - label_room(), heading_points, on_terminal());
    const auto title_lines = static_cast<double>(lines(title).size());
    gnuplot_ << "set key horizontal maxcols " << legend.columns << " noenhanced textcolor rgb '#303030' ";
    if (on_terminal()) {
      gnuplot_ << "above\nset tmargin " << 2 + title_lines + legend.rows << "\n";
      return label("title", title);
    }
    const double legend_lines = 1.3 * legend.rows;
    gnuplot_ << "at graph 0, graph 1.03 left bottom reverse Left samplen 2.5\nset tmargin "
             << 1 + 1.5 * title_lines + legend_lines << "\n";
    label("title", title, fmt::format(" offset 0,{} {}", 0.7 * legend_lines, font(kind_, heading_points)));
  }

  void write(const std::vector<Series>& all, const Axes& axes) {
    // Nothing at first, so that a panel without series shows its axes.
    gnuplot_ << "plot NaN notitle";
    for (std::size_t i = 0; i < all.size(); ++i) {
      gnuplot_ << ", \\\n     '-' using 1:2 " << style(all[i], i) << ' ' << named(all[i].label);
    }
    gnuplot_ << "\n";
    for (const auto& series : all) gnuplot_.send1d(drawable(series, axes));
  }

  // The name of what is drawn: in the legend, and for those who read an SVG otherwise.
  static std::string named(std::string label) {
    std::ranges::replace(label, '\n', ' ');
    return label.empty() ? "notitle" : "title " + literal(label);
  }

  // The series' points, with a gap in place of each that cannot be drawn.
  static std::vector<std::pair<double, double>> drawable(const Series& series, const Axes& axes) {
    constexpr double gap = std::numeric_limits<double>::quiet_NaN();
    auto points = series.points;
    if (points.empty()) points.emplace_back(0, gap);
    for (auto& [x, y] : points) {
      if (!is_drawn(x, axes.log_x) || !is_drawn(y, axes.log_y)) x = y = gap;
    }
    return points;
  }

  std::string style(const Series& series, std::size_t i) const {
    const auto colour = colours[i % colours.size()];
    if (series.style == Series::Style::markers) {
      return fmt::format("with points pt {} {} lc rgb '{}'", marks[i % marks.size()], point_size(kind_, 0.7), colour);
    }
    const bool pointed = series.points.size() <= (on_terminal() ? 1 : few_points);
    return fmt::format("with {} dt {} lw 2 lc rgb '{}'",
                       pointed ? "linespoints pt 7 " + point_size(kind_, 0.5) : "lines", dashes[i % dashes.size()],
                       colour);
  }

  void write(const ImageGrid& images, const GridLayout& layout) {
    // One unit of these axes is one pixel of the canvas.
    gnuplot_ << "set margins 0,0,0,0\nunset border\nunset tics\nunset key\nunset colorbox\n"
             << "set palette gray\nset cbrange [0:255]\n"
             << "set xrange [0:" << layout.box.width << "]\nset yrange [0:" << layout.box.height << "]\n";
    const auto across = static_cast<std::size_t>(images.grid.columns);
    const int columns = images.image.columns * layout.scale, rows = images.image.rows * layout.scale;
    std::string plot = "plot NaN notitle";
    for (std::size_t i = 0; i < images.count(); ++i) {
      const double x = (static_cast<double>(i % across) + 0.5) * layout.cell_width;
      const double bottom = layout.box.height - static_cast<double>(i / across + 1) * layout.cell_height;
      const bool marked = i < images.marked.size() && images.marked[i];
      const std::string title = images.titles.empty() ? "" : images.titles[i];
      caption(title, marked, x, bottom + layout.image_height, layout);
      plot += fmt::format(
          ", \\\n     '-' binary array=({},{}) format='%uint8' flipy dx={} dy={} center=({},{}) with image {}", columns,
          rows, layout.image_width / columns, layout.image_height / rows, x, bottom + layout.image_height / 2,
          named(title));
    }
    gnuplot_ << plot << "\n";
    gnuplot_.sendBinary1d(enlarged(images, layout.scale));
    gnuplot_ << "\n";
  }

  // The lines of a caption, the last one just above the image.
  void caption(const std::string& text, bool marked, double x, double bottom, const GridLayout& layout) {
    double y = bottom - 0.4 * layout.line_height;
    const auto caption_lines = lines(text);
    for (auto line = caption_lines.rbegin(); line != caption_lines.rend(); ++line) {
      y += layout.line_height;
      gnuplot_ << "set label " << literal(*line) << " at " << x << "," << y << " center noenhanced "
               << font(kind_, layout.font_size) << " textcolor rgb '" << (marked ? "#B00000" : "#000000") << "'\n";
    }
  }

  gnuplotio::Gnuplot gnuplot_;
  Target::Kind kind_;
};

}  // namespace

void write_script(std::FILE* file, const Figure& figure, Target::Kind kind, int columns, int lines) {
  const auto layout = kind == Target::Kind::terminal ? arrange_on_terminal(figure, columns, lines) : arrange(figure);
  // A second handle of the same file, for Gnuplot, which closes the one that it is given.
  Script(adopt(dup(fileno(file)), "w", "script for gnuplot"), kind).write(figure, layout);
}

}  // namespace d2l::plot
