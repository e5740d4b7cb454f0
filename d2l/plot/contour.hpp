#pragma once

#include <utility>
#include <vector>

#include "d2l/plot/heights.hpp"

namespace d2l::plot {

/// A line from point to point (x, y). A closed one ends where it begins.
using Polyline = std::vector<std::pair<double, double>>;

/// The lines along which the heights have the value `level`, found by marching squares: in each cell of the grid whose
/// corners are not all on one side of the level, from edge to edge, where the edges, interpolated, cross it. There is
/// none in a cell with a corner that cannot be drawn.
std::vector<Polyline> contour_lines(const Heights& heights, double level);

}  // namespace d2l::plot
