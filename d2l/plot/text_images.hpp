#pragma once

#include <string>

#include "d2l/plot/figure.hpp"

namespace d2l::plot {

/// An image grid drawn in characters, darker ones for brighter pixels, on lines of at most `columns` characters.
std::string draw_as_text(const ImageGrid& images, int columns);

}  // namespace d2l::plot
