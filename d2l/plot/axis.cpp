#include "d2l/plot/axis.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace d2l::plot {
namespace {

constexpr double smallest = 1e-300, largest = 1e300;  // gnuplot's arithmetic fails beyond

std::string range(char name, double low, double high) { return fmt::format("set {}range [{}:{}]\n", name, low, high); }

// The labels from the last one not above `low` to the first one not below `high`; at least two.
std::vector<double> labels(double low, double high, double first_power) {
  std::vector<double> result;
  for (double power = first_power;; ++power) {
    for (const double digit : {1, 2, 5}) {
      const double label = digit * std::pow(10, power);
      if (label <= low) result.clear();
      result.push_back(label);
      if (label >= high && result.size() > 1) return result;
    }
  }
}

}  // namespace

void Range::include(double value) {
  low = std::min(low, value);
  high = std::max(high, value);
}

std::string linear_axis(char name, Range drawn) {
  if (drawn.empty()) return range(name, 0, 1);
  const double middle = drawn.low / 2 + drawn.high / 2;
  const double least = middle == 0 ? smallest : std::abs(middle) * 1e-9;  // what double precision still tells apart
  if (drawn.high / 2 - drawn.low / 2 > least) return "";
  const double room = std::abs(middle) < smallest ? 1 : std::abs(middle) / 2;
  return range(name, middle - room, middle + room);
}

std::string log_axis(char name, Range drawn, const char* power) {
  if (drawn.empty()) drawn = {1, 10};
  const double low = std::clamp(drawn.low, smallest, largest), high = std::clamp(drawn.high, smallest, largest);
  const double first = std::floor(std::log10(low)), last = std::ceil(std::log10(high));
  const auto scale = fmt::format("set logscale {}\n", name);
  if (last - first > 2) {
    return scale + fmt::format("set format {} '{}'\n", name, power) +
           range(name, std::pow(10, first), std::pow(10, last));
  }
  const auto ticks = labels(low, high, first);
  return scale + fmt::format("set {0}tics ({1:g})\nset format {0} '%g'\n", name, fmt::join(ticks, ",")) +
         range(name, ticks.front(), ticks.back());
}

}  // namespace d2l::plot
