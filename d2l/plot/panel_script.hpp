#pragma once

#include "d2l/plot/figure.hpp"
#include "d2l/plot/layout.hpp"
#include "d2l/plot/target.hpp"

namespace gnuplotio {
class Gnuplot;
}

namespace d2l::plot {

/// Sends what gnuplot has to do to draw a panel where it has been placed, data included. Text goes through literal()
/// and stands beside noenhanced: it is drawn as it is. Where heights, which are blue, are drawn anywhere in the figure,
/// the series of all its panels begin with orange, since the same series may return in another panel.
void write_panel(gnuplotio::Gnuplot& gnuplot, Target::Kind kind, const Panel& panel, const Box& box,
                 bool beside_heights);

}  // namespace d2l::plot
