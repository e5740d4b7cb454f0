#include "d2l/plot/axis.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace d2l::plot {
namespace {

constexpr double smallest = 1e-300, largest = 1e300;  // gnuplot's arithmetic fails beyond
constexpr int most_steps = 6;                         // between ticks; their labels have room on a narrow panel

std::string range(std::string_view name, double low, double high) {
  return fmt::format("set {}range [{}:{}]\n", name, low, high);
}

double middle_of(Range drawn) { return drawn.low / 2 + drawn.high / 2; }

// Whether they are further apart than double precision still tells.
bool ends_differ(Range drawn) {
  const double middle = middle_of(drawn);
  return drawn.high / 2 - drawn.low / 2 > (middle == 0 ? smallest : std::abs(middle) * 1e-9);
}

// The least of 1, 2, 5, 10, 20 ... by which few steps go so far.
double whole_step(double way) { return round_step(std::max(way / most_steps, 1.0)); }

// The digits that tell apart the ticks that gnuplot chooses, about ten; where they are more than it would show.
std::string digits(std::string_view name, Range drawn) {
  constexpr int usual = 6, ticks = 10;
  const double size = std::max(std::abs(drawn.low), std::abs(drawn.high));
  const double step = (drawn.high / 2 - drawn.low / 2) / ticks;  // rather too small than too large
  const auto needed = static_cast<int>(std::floor(std::log10(size)) - std::floor(std::log10(step))) + 1;
  return needed <= usual ? "" : fmt::format("set format {} '%.{}g'\n", name, needed);
}

// The first and the last power, and round ones between them.
std::vector<std::string> powers(double first, double last) {
  constexpr double least = 0.4;  // steps from an end, lest two labels touch
  const double step = whole_step(last - first);
  std::vector<std::string> result{fmt::format("1e{:.0f}", first)};
  for (double power = std::ceil(first / step) * step; power < last; power += step)
    if (std::min(power - first, last - power) >= least * step) result.push_back(fmt::format("1e{:.0f}", power));
  result.push_back(fmt::format("1e{:.0f}", last));
  return result;
}

// A little wider than from end to end, since gnuplot's logarithms round, and a label beyond the end is not shown.
std::string log_range(std::string_view name, double low, double high) {
  constexpr double little = 1 + 1e-9;
  return range(name, low / little, high * little);
}

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

bool is_drawn(double value, bool log) { return std::abs(value) <= largest && (!log || value > 0); }

double round_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double digit : {1, 2, 5})
    if (digit * power >= least) return digit * power;
  return 10 * power;
}

void Range::include(double value) {
  low = std::min(low, value);
  high = std::max(high, value);
  whole = whole && value == std::floor(value);
}

std::string linear_axis(std::string_view name, Range drawn) {
  if (drawn.empty()) return range(name, 0, 1);
  const double middle = middle_of(drawn);
  const auto ticks =
      name == "x" && drawn.whole ? fmt::format("set xtics {}\n", whole_step(drawn.high - drawn.low)) : "";
  if (ends_differ(drawn)) return digits(name, drawn) + ticks;
  const double room = std::abs(middle) < smallest ? 1 : std::abs(middle) / 2;
  return range(name, middle - room, middle + room) + (room < most_steps ? ticks : "");
}

std::string few_ticks(std::string_view name, Range drawn) {
  constexpr double most = 5;
  return ends_differ(drawn) ? fmt::format("set {}tics {}\n", name, round_step((drawn.high - drawn.low) / most)) : "";
}

std::string log_axis(std::string_view name, Range drawn, const char* power) {
  if (drawn.empty()) drawn = {1, 10};
  const double low = std::clamp(drawn.low, smallest, largest), high = std::clamp(drawn.high, smallest, largest);
  const double first = std::floor(std::log10(low)), last = std::ceil(std::log10(high)) + 0.0;  // no minus 0
  const auto scale = fmt::format("set logscale {}\n", name);
  if (last - first > 2) {
    return scale +
           fmt::format("set {0}tics ({1})\nset format {0} '{2}'\n", name, fmt::join(powers(first, last), ","), power) +
           log_range(name, std::pow(10, first), std::pow(10, last));
  }
  const auto ticks = labels(low, high, first);
  return scale + fmt::format("set {0}tics ({1:g})\nset format {0} '%g'\n", name, fmt::join(ticks, ",")) +
         log_range(name, ticks.front(), ticks.back());
}

}  // namespace d2l::plot
