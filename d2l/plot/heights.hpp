#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace d2l::plot {

/// The values of a function of two variables over a grid, as the heights of a landscape: `zs`, row-major (ys, xs), has
/// a row for each of the rising `ys` and in it a value for each of the rising `xs`.
struct Heights {
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<double> zs;

  double at(std::size_t row, std::size_t column) const { return zs[row * xs.size() + column]; }
  /// The height at (x, y), bilinear between four points of the grid; NaN outside it.
  double interpolated(double x, double y) const;
  /// The smallest and the largest of the values that can be drawn; (0, 0) where there is none.
  std::pair<double, double> range() const;
};

/// The heights of f(x, y) over the grid of these xs and ys.
Heights heights_of(const std::function<double(double x, double y)>& f, std::vector<double> xs, std::vector<double> ys);

/// The heights, if they can be drawn. Throws ShapeError where there are fewer than two of xs or ys, or not as many zs
/// as points, ValueError where xs or ys are not finite and rising.
const Heights& checked(const Heights& heights);

/// Levels for contour lines: `count` of them between the lowest and the highest value, whose heights above the lowest
/// grow as the square of their number: so the ellipses of a quadratic around its minimum are evenly spaced.
std::vector<double> square_levels(const Heights& heights, int count = 10);

/// Levels at equal distances, each a round number, between the lowest and the highest value; at most `count` of them.
std::vector<double> even_levels(const Heights& heights, int count = 10);

}  // namespace d2l::plot
