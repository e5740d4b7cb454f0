#pragma once

#include <string>

#include "d2l/plot/target.hpp"

namespace d2l::plot {

/// Draws a graph that is given in Graphviz's language DOT, through its program `dot`; a .dot file and the terminal get
/// the text itself. False, after a warning on standard error, where `dot` is missing or fails. Throws FileError where
/// the file cannot be written; it appears whole or not at all.
bool save_graph(const std::string& dot, const Target& target);

}  // namespace d2l::plot
