#pragma once

#include <functional>
#include <string_view>

#include "d2l/plot/target.hpp"
#include "d2l/plot/tool.hpp"

namespace d2l::plot {

/// Says on standard error that a figure failed and what follows; returns false, as `save` does then.
bool warn(std::string_view failure, std::string_view consequence);

/// Runs `draw` and writes what came of it to the target, a .svg, .png or .pdf file or a window; an .svg gets the
/// `name`, which screen readers and browsers show. False, after a warning, where it did not draw, or only a part; a
/// file that was there stays. Throws FileError where the file cannot be written.
bool write_drawing(const Target& target, std::string_view name, const std::function<Outcome()>& draw);

}  // namespace d2l::plot
