#include "d2l/plot/panel_script.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include <fmt/format.h>
#include <gnuplot-iostream.h>

#include "d2l/plot/axis.hpp"
#include "d2l/plot/contour.hpp"
#include "d2l/plot/terminal.hpp"
#include "d2l/plot/text.hpp"

namespace d2l::plot {
namespace {

// Okabe and Ito's palette, told apart by colour-blind readers too, without its yellow, too pale for lines on white.
constexpr std::array<std::string_view, 7> colours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                     "#E69F00", "#56B4E9", "#000000"};
constexpr std::array<std::string_view, 4> dashes = {"solid", "'-'", "'-.'", "'.'"};  // two equal curves show both
constexpr std::array<int, 5> marks = {7, 5, 9, 13, 11};  // filled: disc, square, triangle, diamond, triangle
constexpr std::size_t few_points = 21;                   // a line of so few, as of 20 steps, shows each of them
constexpr std::size_t net_lines = 20;                    // of a surface in each direction; more make a large file
// As text, where lines are characters: so many of a surface in each direction, and so many levels of contour lines.
constexpr std::size_t text_net_lines = 14, text_levels = 5;
constexpr double gap = std::numeric_limits<double>::quiet_NaN();

// The ranges of what is drawn along both axes: of the region of a grid, or else of the series.
struct Region {
  Range x, y;
};

Region region(const Heights& heights) {
  return {{heights.xs.front(), heights.xs.back(), false}, {heights.ys.front(), heights.ys.back(), false}};
}

Region region(const Panel& panel) {
  const auto& axes = panel.axes();
  Region result;
  for (const auto& series : panel.series()) {
    for (const auto& [x, y] : series.points) {
      if (is_drawn(x, axes.log_x) && is_drawn(y, axes.log_y)) {
        result.x.include(x);
        result.y.include(y);
      }
    }
  }
  return result;
}

// The series' points, with a gap in place of each that cannot be drawn.
Polyline drawable(const Series& series, const Axes& axes) {
  auto points = series.points;
  if (points.empty()) points.emplace_back(0, gap);
  for (auto& [x, y] : points) {
    if (!is_drawn(x, axes.log_x) || !is_drawn(y, axes.log_y)) x = y = gap;
  }
  return points;
}

// The indices of about `most` of `size` things or less, at equal distances, and of the last one.
std::vector<std::size_t> spread(std::size_t size, std::size_t most) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < size; i += (size + most - 1) / most) result.push_back(i);
  if (!result.empty() && result.back() + 1 < size) result.push_back(size - 1);
  return result;
}

class PanelScript {
 public:
  PanelScript(gnuplotio::Gnuplot& gnuplot, Target::Kind kind, const Panel& panel, const Box& box,
              std::size_t first_colour)
      : gnuplot_(gnuplot), kind_(kind), panel_(panel), axes_(panel.axes()), box_(box), first_colour_(first_colour) {}

  void write() {
    gnuplot_ << "set border " << (panel_.surface() ? 31 : 3) << " lc rgb '#606060'\n"
             << "set tics nomirror out scale 0.6 textcolor rgb '#303030'\n";
    if (!on_terminal()) gnuplot_ << "set grid lt 1 lw 0.6 lc rgb '#e0e0e0'\n";
    label("xlabel", fit(axes_.xlabel, box_.width - label_room(), label_points, on_terminal()));
    label("ylabel", axes_.ylabel);
    write_headings();
    if (const auto& surface = panel_.surface()) {
      write_surface(*surface);
    } else {
      write_plane();
    }
  }

 private:
  bool on_terminal() const { return kind_ == Target::Kind::terminal; }

  // What the labels of the y axis take from a panel's width.
  double label_room() const { return on_terminal() ? 12 : 70; }

  // Whether colours tell contour lines apart. A single one needs none: it is a border.
  bool has_colours() const {
    const auto& contours = panel_.contours();
    return contours && contours->levels.size() > 1 && !on_terminal();
  }

  // What the colours beside contour lines take from it.
  double colour_room() const { return has_colours() ? 120 : 0; }

  void label(std::string_view what, const std::string& text, const std::string& options = "") {
    if (text.empty()) return;
    gnuplot_ << "set " << what << " " << literal(text) << " noenhanced textcolor rgb '#202020'" << options << "\n";
  }

  // The title on top, then the legend, then the axes: the legend never covers the data.
  void write_headings() {
    const Extent legend = arrange_legend(panel_, box_.width - colour_room(), on_terminal());
    const auto title = fit(axes_.title, box_.width - label_room(), heading_points, on_terminal());
    const auto title_lines = static_cast<double>(lines(title).size());
    gnuplot_ << "set key horizontal maxcols " << legend.columns << " noenhanced textcolor rgb '#303030' ";
    if (on_terminal()) {
      gnuplot_ << "above\nset tmargin " << 2 + title_lines + legend.rows << "\n";
      return label("title", title);
    }
    const double legend_lines = 1.3 * legend.rows;
    gnuplot_ << (panel_.surface() ? "above left" : "at graph 0, graph 1.03 left bottom")
             << " reverse Left samplen 2.5\nset tmargin " << 1 + 1.5 * title_lines + legend_lines << "\n";
    label("title", title, fmt::format(" offset 0,{} {}", 0.7 * legend_lines, font(kind_, heading_points)));
  }

  // Lines and markers, above contour lines if there are any.
  void write_plane() {
    const auto& contours = panel_.contours();
    const auto [x, y] = contours ? region(contours->heights) : region(panel_);
    if (axes_.equal_units && !on_terminal()) gnuplot_ << "set size ratio -1\n";
    if (contours) write_region(contours->heights);
    if (contours && !has_colours()) gnuplot_ << "unset colorbox\n";
    if (has_colours()) gnuplot_ << "set rmargin " << (axes_.zlabel.empty() ? 8 : 11) << "\n";  // for the colours
    const auto* power = on_terminal() ? "1e%T" : "10^{%T}";
    gnuplot_ << (axes_.log_x ? log_axis("x", x, power) : linear_axis("x", x))
             << (axes_.log_y ? log_axis("y", y, power) : linear_axis("y", y));
    std::string plot = "plot NaN notitle";  // at first nothing, so that a panel without series shows its axes
    std::vector<Polyline> data;
    if (contours) {
      for (const auto i : spread(contours->levels.size(), on_terminal() ? text_levels : contours->levels.size())) {
        for (auto& line : contour_lines(contours->heights, contours->levels[i])) {
          plot += ", \\\n     '-' using 1:2 with lines notitle ";
          plot += on_terminal()   ? "lt 0"
                  : has_colours() ? fmt::format("lw 1.2 lc palette cb {}", contours->levels[i])
                                  : "lw 2 lc rgb '#08306b'";
          data.push_back(std::move(line));
        }
      }
    }
    for (std::size_t i = 0; i < panel_.series().size(); ++i) {
      plot += ", \\\n     '-' using 1:2 " + style(i);
      data.push_back(drawable(panel_.series()[i], axes_));
    }
    gnuplot_ << plot << "\n";
    for (const auto& points : data) gnuplot_.send1d(points);
  }

  // The heights as a net, and the series on it.
  void write_surface(const Heights& heights) {
    write_region(heights);
    const auto [low, high] = heights.range();
    const Range z{low, high, false};
    const auto [x, y] = region(heights);
    if (std::ranges::any_of(heights.zs, [](double z) { return is_drawn(z); })) gnuplot_ << "set hidden3d back\n";
    gnuplot_ << linear_axis("x", x) << linear_axis("y", y) << linear_axis("z", z) << "set xyplane 0\nunset colorbox\n"
             << few_ticks("x", x) << few_ticks("y", y) << few_ticks("z", z);
    label("zlabel", axes_.zlabel, " rotate parallel offset 1.5,0");
    std::string plot = "splot '-' using 1:2:3 with lines notitle ";
    plot += on_terminal() ? "lt 0" : "lc palette z";
    for (std::size_t i = 0; i < panel_.series().size(); ++i)
      plot += ", \\\n      '-' using 1:2:3 " + style(i) + " nohidden3d";
    gnuplot_ << plot << "\n";
    const auto most = on_terminal() ? text_net_lines : net_lines;
    for (const auto row : spread(heights.ys.size(), most)) {
      for (const auto column : spread(heights.xs.size(), most))
        send(heights.xs[column], heights.ys[row], heights.at(row, column));
      gnuplot_ << "\n";
    }
    gnuplot_ << "e\n";
    for (const auto& series : panel_.series()) {
      for (const auto& [x, y] : drawable(series, axes_)) send(x, y, heights.interpolated(x, y));
      gnuplot_ << "e\n";
    }
  }

  // The axes as far as the grid goes, and colours for its heights.
  void write_region(const Heights& heights) {
    const auto [low, high] = heights.range();
    gnuplot_ << "set xrange [" << heights.xs.front() << ":" << heights.xs.back() << "]\nset yrange ["
             << heights.ys.front() << ":" << heights.ys.back() << "]\n";
    if (on_terminal()) return;
    const Range z{low, high, false};
    gnuplot_ << "set palette defined (0 '#08306b', 1 '#9ecae1')\nset cbrange [" << low << ":" << high
             << "]\nset format cb '%g'\n"  // else it shows as many digits as the lowest has
             << linear_axis("cb", z) << few_ticks("cb", z);
    label("cblabel", axes_.zlabel, " offset 1,0");
  }

  void send(double x, double y, double z) { gnuplot_ << x << " " << y << " " << (is_drawn(z) ? z : gap) << "\n"; }

  // How a series is drawn, and its name: in the legend, and for those who read an SVG otherwise.
  std::string style(std::size_t i) const {
    const auto& series = panel_.series()[i];
    const auto colour = colours[(first_colour_ + i) % colours.size()];
    if (series.style == Series::Style::markers) {
      return fmt::format("with points pt {} {} lc rgb '{}' {}", marks[i % marks.size()], point_size(kind_, 0.7), colour,
                         titled(series.label));
    }
    const bool pointed = series.points.size() <= (on_terminal() ? 1 : few_points);
    return fmt::format("with {} dt {} lw 2 lc rgb '{}' {}",
                       pointed ? "linespoints pt 7 " + point_size(kind_, 0.5) : "lines", dashes[i % dashes.size()],
                       colour, titled(series.label));
  }

  gnuplotio::Gnuplot& gnuplot_;
  Target::Kind kind_;
  const Panel& panel_;
  const Axes& axes_;
  const Box& box_;
  std::size_t first_colour_;
};

}  // namespace

void write_panel(gnuplotio::Gnuplot& gnuplot, Target::Kind kind, const Panel& panel, const Box& box,
                 bool beside_heights) {
  PanelScript(gnuplot, kind, panel, box, beside_heights ? 1 : 0).write();
}

}  // namespace d2l::plot
