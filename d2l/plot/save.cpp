#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/io/file.hpp"
#include "d2l/plot/figure.hpp"
#include "d2l/plot/gnuplot.hpp"
#include "d2l/plot/script.hpp"
#include "d2l/plot/text_images.hpp"

namespace d2l::plot {
namespace {

bool warn(std::string_view failure, std::string_view consequence) {
  std::cerr << fmt::format("warning: plot: {}; {}\n", failure, consequence);
  return false;
}

Outcome draw(const Figure& figure, Target::Kind kind, int columns = 0, int lines = 0) {
  const File script = temporary_file();
  write_script(script.get(), figure, kind, columns, lines);
  return run_gnuplot(script.get());
}

// A disk that fills up ends gnuplot with status 0 and half a file; a whole one ends as its format says.
bool is_whole(std::string_view bytes, Target::Kind kind) {
  const std::string_view end = kind == Target::Kind::svg ? "</svg>" : kind == Target::Kind::png ? "IEND" : "%%EOF";
  return bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 16)).find(end) != std::string_view::npos;
}

bool save_file(const Figure& figure, const Target& target) {
  const auto [bytes, failure] = draw(figure, target.kind());
  const auto consequence = fmt::format("{} is not written", target.path().string());
  if (!failure.empty()) return warn(failure, consequence);
  if (!is_whole(bytes, target.kind())) return warn("gnuplot drew only a part; is there room in /tmp?", consequence);
  write_file_atomically(target.path(), bytes);
  return true;
}

bool open_window(const Figure& figure) {
  constexpr auto consequence = "no window opens; name a file instead, such as figure.svg";
  if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) return warn("there is no display", consequence);
  const auto failure = draw(figure, Target::Kind::window).failure;
  return failure.empty() || warn(failure, consequence);
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
  switch (target.kind()) {
    case Target::Kind::window:
      return open_window(*this);
    case Target::Kind::terminal:
      return print_on_terminal(*this);
    default:
      return save_file(*this, target);
  }
}

}  // namespace d2l::plot
