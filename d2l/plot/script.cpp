#include "d2l/plot/script.hpp"

#include <algorithm>
#include <locale>
#include <unistd.h>

#include <fmt/format.h>
#include <gnuplot-iostream.h>

#include "d2l/core/error.hpp"
#include "d2l/plot/layout.hpp"
#include "d2l/plot/panel_script.hpp"
#include "d2l/plot/terminal.hpp"
#include "d2l/plot/text.hpp"
#include "d2l/plot/tool.hpp"

namespace d2l::plot {
namespace {

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
    const bool beside_heights = std::ranges::any_of(figure.panels(), &Panel::has_heights);
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
      place(layout.panels[i], layout);
      write_panel(gnuplot_, kind_, figure.panels()[i], layout.panels[i], beside_heights);
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
          titled(title));
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
