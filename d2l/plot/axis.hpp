#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace d2l::plot {

/// Whether a value is within reach of gnuplot's arithmetic, and on a logarithmic axis positive; others are drawn as
/// gaps.
bool is_drawn(double value, bool log = false);

/// The least of 1, 2 and 5 times the powers of ten that is not below `least`, a positive number.
double round_step(double least);

/// The smallest and the largest value drawn along one axis; with none, the smallest is above the largest.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool whole = true;  ///< whether all are whole numbers

  bool empty() const { return high < low; }
  void include(double value);
};

/// gnuplot's commands for a linear axis, `x`, `y`, `z` or `cb`, that of colours: its range, where the data does not
/// give one; on the x axis ticks at whole numbers, where the data are whole numbers (epochs, layers); labels of as many
/// digits as tell the ticks apart.
std::string linear_axis(std::string_view name, Range drawn);

/// gnuplot's command for fewer ticks than it would choose, about five, by 1, 2 or 5 times a power of ten: as many
/// labels as have room along an axis in space, or beside colours. For an axis without length, nothing.
std::string few_ticks(std::string_view name, Range drawn);

/// gnuplot's commands for a logarithmic axis: its range and labels, both ends among them, at 1, 2 and 5 times the
/// powers of ten, or at some of these powers alone where there are many, in the number format `power`.
std::string log_axis(std::string_view name, Range drawn, const char* power);

}  // namespace d2l::plot
