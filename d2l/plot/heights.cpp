#include "d2l/plot/heights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/plot/axis.hpp"

namespace d2l::plot {
namespace {

void expect_rising(std::span<const double> values, char name) {
  if (values.size() < 2) {
    throw ShapeError(fmt::format("plot: a grid with {} of {}s; it takes at least 2", values.size(), name));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || (i > 0 && values[i] <= values[i - 1])) {
      throw ValueError(fmt::format("plot: the {}s of a grid must rise, and {} of them is {}", name, i, values[i]));
    }
  }
}

// The interval of rising values in which x lies.
std::size_t interval(const std::vector<double>& values, double x) {
  const auto after = std::upper_bound(values.begin() + 1, values.end() - 1, x);
  return static_cast<std::size_t>(after - values.begin()) - 1;
}

bool within(const std::vector<double>& values, double x) { return x >= values.front() && x <= values.back(); }

}  // namespace

double Heights::interpolated(double x, double y) const {
  if (!within(xs, x) || !within(ys, y)) return std::numeric_limits<double>::quiet_NaN();
  const auto column = interval(xs, x), row = interval(ys, y);
  const double right = (x - xs[column]) / (xs[column + 1] - xs[column]);
  const double up = (y - ys[row]) / (ys[row + 1] - ys[row]);
  return std::lerp(std::lerp(at(row, column), at(row, column + 1), right),
                   std::lerp(at(row + 1, column), at(row + 1, column + 1), right), up);
}

std::pair<double, double> Heights::range() const {
  Range range;
  for (const double z : zs)
    if (is_drawn(z)) range.include(z);
  return range.empty() ? std::pair(0.0, 0.0) : std::pair(range.low, range.high);
}

Heights heights_of(const std::function<double(double x, double y)>& f, std::vector<double> xs, std::vector<double> ys) {
  std::vector<double> zs;
  zs.reserve(xs.size() * ys.size());
  for (const double y : ys)
    for (const double x : xs) zs.push_back(f(x, y));
  return {std::move(xs), std::move(ys), std::move(zs)};
}

const Heights& checked(const Heights& heights) {
  const auto& [xs, ys, zs] = heights;
  expect_rising(xs, 'x');
  expect_rising(ys, 'y');
  if (zs.size() != xs.size() * ys.size()) {
    throw ShapeError(fmt::format("plot: {} heights for a grid of {} x {} points; give one for each", zs.size(),
                                 ys.size(), xs.size()));
  }
  return heights;
}

std::vector<double> square_levels(const Heights& heights, int count) {
  const auto [low, high] = heights.range();
  std::vector<double> levels;
  for (int i = 1; i <= count && low < high; ++i) {
    const double share = static_cast<double>(i) / (count + 1);
    levels.push_back(std::lerp(low, high, share * share));
  }
  return levels;
}

std::vector<double> even_levels(const Heights& heights, int count) {
  const auto [low, high] = heights.range();
  std::vector<double> levels;
  const double least = high / (count + 1) - low / (count + 1), size = std::max(std::abs(low), std::abs(high));
  if (!(least > 1e-12 * size) || least < std::numeric_limits<double>::min()) return levels;  // no numbers lie between
  const double step = round_step(least);
  for (double i = std::floor(low / step) + 1; i * step < high; ++i) levels.push_back(i * step);
  return levels;
}

}  // namespace d2l::plot
