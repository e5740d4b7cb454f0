#include "d2l/plot/terminal.hpp"

#include <fmt/format.h>

namespace d2l::plot {

std::string set_terminal(Target::Kind kind, int width, int height) {
  switch (kind) {
    case Target::Kind::svg:
      return fmt::format(
          "set terminal svg size {},{} enhanced font 'sans-serif,13.33' dashlength 0.6 background '#ffffff'\n", width,
          height);
    case Target::Kind::png:
      return fmt::format("set terminal pngcairo size {},{} enhanced font 'sans-serif,10' background '#ffffff'\n", width,
                         height);
    case Target::Kind::pdf:
      return fmt::format(
          "set terminal pdfcairo size {}in,{}in enhanced font 'sans-serif,10' fontscale 0.75 linewidth 1.5 "
          "background '#ffffff'\n",
          width / 96.0, height / 96.0);
    case Target::Kind::terminal:
      return fmt::format("set terminal dumb size {},{} noenhanced mono\n", width, height);
    case Target::Kind::dot:
    case Target::Kind::window:
      break;
  }
  return fmt::format(
      "if (GPVAL_TERM eq 'unknown') exit error 'this gnuplot opens no windows'\n"
      "eval 'set terminal '.GPVAL_TERM.' size {},{} enhanced persist'\n",
      width, height);
}

std::string font(Target::Kind kind, double points) {
  return fmt::format("font ',{:.4g}'", kind == Target::Kind::svg ? points * 4 / 3 : points);
}

std::string point_size(Target::Kind kind, double size) {
  const bool drawn_larger = kind == Target::Kind::svg || kind == Target::Kind::pdf;
  return fmt::format("ps {:.3g}", drawn_larger ? 0.75 * size : size);
}

}  // namespace d2l::plot
