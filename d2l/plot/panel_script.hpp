#pragma once

#include "d2l/plot/figure.hpp"
#include "d2l/plot/layout.hpp"
#include "d2l/plot/target.hpp"

namespace gnuplotio {
class Gnuplot;
}

namespace d2l::plot {

/// Sends what gnuplot has to do to draw a panel where it has been placed, data included. Text goes through literal()
/// and stands beside noenhanced: it is drawn as it is.
void write_panel(gnuplotio::Gnuplot& gnuplot, Target::Kind kind, const Panel& panel, const Box& box);

}  // namespace d2l::plot
