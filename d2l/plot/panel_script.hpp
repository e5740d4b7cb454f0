#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "d2l/plot/figure.hpp"
#include "d2l/plot/layout.hpp"
#include "d2l/plot/target.hpp"

namespace gnuplotio {
class Gnuplot;
}

namespace d2l::plot {

/// Sends what gnuplot has to do to draw the panels of a figure, data included, each where `place` has placed its box.
/// Text goes through literal() and stands beside noenhanced: it is drawn as it is.
void write_panels(gnuplotio::Gnuplot& gnuplot, Target::Kind kind, const std::deque<Panel>& panels,
                  const std::vector<Box>& boxes, const std::function<void(const Box& box)>& place);

}  // namespace d2l::plot
