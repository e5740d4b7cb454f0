#pragma once

#include <string>

#include "d2l/plot/target.hpp"

namespace d2l::plot {

/// gnuplot's commands that choose and size its terminal, its word for an output format. Every canvas is white, so that
/// a figure is readable on a dark page too; sizes are made equal, since each terminal has its own unit.
std::string set_terminal(Target::Kind kind, int width, int height);

/// The font option for text of this many points.
std::string font(Target::Kind kind, double points);

/// The option for markers of a size relative to gnuplot's usual one.
std::string point_size(Target::Kind kind, double size);

}  // namespace d2l::plot
