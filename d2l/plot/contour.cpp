#include "d2l/plot/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>

#include "d2l/plot/axis.hpp"

namespace d2l::plot {
namespace {

// An edge of the grid, from the point in this row and column to the right or upwards.
struct Edge {
  std::size_t row, column;
  bool upwards;

  auto operator<=>(const Edge&) const = default;
};

// Where the lines cross the edges of the grid: each crossing with those to which a line goes on from it, two inside the
// grid, one at its border.
using Crossings = std::map<Edge, std::vector<Edge>>;

class Tracer {
 public:
  Tracer(const Heights& heights, double level) : heights_(heights), level_(level) {
    for (std::size_t row = 0; row + 1 < heights.ys.size(); ++row)
      for (std::size_t column = 0; column + 1 < heights.xs.size(); ++column) cross(row, column);
  }

  std::vector<Polyline> lines() {
    std::vector<Polyline> result;
    for (const bool closed : {false, true})  // first those with ends, from an end; what is left then is closed
      for (auto& [edge, next] : crossings_)
        if (closed ? !next.empty() : next.size() == 1) result.push_back(follow(edge));
    return result;
  }

 private:
  bool above(std::size_t row, std::size_t column) const { return heights_.at(row, column) >= level_; }

  // The lines through a cell: from edge to edge.
  void cross(std::size_t row, std::size_t column) {
    const std::array<double, 4> corners{heights_.at(row, column), heights_.at(row, column + 1),
                                        heights_.at(row + 1, column + 1), heights_.at(row + 1, column)};
    if (!std::ranges::all_of(corners, [](double z) { return is_drawn(z); })) return;
    // Counter-clockwise as the corners are, each edge after its corner.
    const std::array<Edge, 4> edges{
        {{row, column, false}, {row, column + 1, true}, {row + 1, column, false}, {row, column, true}}};
    std::vector<Edge> crossed;
    for (std::size_t i = 0; i < 4; ++i)
      if ((corners[i] >= level_) != (corners[(i + 1) % 4] >= level_)) crossed.push_back(edges[i]);
    if (crossed.size() == 2) connect(crossed[0], crossed[1]);
    if (crossed.size() < 4) return;
    // A saddle: two opposite corners above, two below. Its middle says which two hang together.
    const bool middle = corners[0] / 4 + corners[1] / 4 + corners[2] / 4 + corners[3] / 4 >= level_;
    const std::size_t first = middle == above(row, column) ? 0 : 1;
    connect(crossed[first], crossed[first + 1]);
    connect(crossed[first + 2], crossed[(first + 3) % 4]);
  }

  void connect(const Edge& a, const Edge& b) {
    crossings_[a].push_back(b);
    crossings_[b].push_back(a);
  }

  // The line from a crossing, as far as it goes; it is taken out of the crossings.
  Polyline follow(Edge edge) {
    Polyline line{point(edge)};
    for (auto* next = &crossings_[edge]; !next->empty(); next = &crossings_[edge]) {
      const Edge from = edge;
      edge = next->back();
      next->pop_back();
      std::erase(crossings_[edge], from);
      line.push_back(point(edge));
    }
    return line;
  }

  std::pair<double, double> point(const Edge& edge) const {
    const auto [row, column, upwards] = edge;
    const auto share = [&](double low, double high) { return (level_ - low) / (high - low); };
    const auto &xs = heights_.xs, &ys = heights_.ys;
    const double low = heights_.at(row, column);
    if (upwards) return {xs[column], std::lerp(ys[row], ys[row + 1], share(low, heights_.at(row + 1, column)))};
    return {std::lerp(xs[column], xs[column + 1], share(low, heights_.at(row, column + 1))), ys[row]};
  }

  const Heights& heights_;
  double level_;
  Crossings crossings_;
};

}  // namespace

std::vector<Polyline> contour_lines(const Heights& heights, double level) { return Tracer(heights, level).lines(); }

}  // namespace d2l::plot
