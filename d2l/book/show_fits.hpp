#pragma once

#include <string>
#include <vector>

#include "d2l/book/figures.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// One of the trainings that a program sets side by side (sections 3.11, 3.12).
struct Fit {
  std::string name;
  LossCurves losses;
  program::Results results;  ///< numbers, besides the final losses
};

/// Prints the final losses and the results of each training, saves the record, and draws the losses, one panel each,
/// and what `draw_more` draws, where --plot asks for it.
void show_fits(const std::vector<Fit>& fits, const std::vector<program::Epoch>& epochs, const program::Arguments& args,
               const DrawMore& draw_more);

}  // namespace d2l
