#pragma once

#include <cstdio>

#include "d2l/plot/figure.hpp"

namespace d2l::plot {

/// Writes what gnuplot has to do to draw the figure, data included. A file's bytes and a terminal's text go to
/// gnuplot's standard output, so no path stands in the script. `columns` and `lines`: the terminal's size.
void write_script(std::FILE* file, const Figure& figure, Target::Kind kind, int columns = 79, int lines = 24);

}  // namespace d2l::plot
