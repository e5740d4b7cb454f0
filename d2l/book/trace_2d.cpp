#include "d2l/book/trace_2d.hpp"

#include <algorithm>
#include <span>

#include "d2l/autograd/backward.hpp"
#include "d2l/autograd/grad_mode.hpp"
#include "d2l/ops/ops.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {
namespace {

// The grid along one axis: the book's region, wider where the path leaves it or comes near its edge,
// but not beyond `most`.
std::vector<double> grid(double low, double high, const std::vector<double>& path, double most) {
  const double margin = 0.05 * (high - low);  // for a point on the frame looks cut off
  for (const double x : path) {
    low = std::min(low, std::max(x - margin, -most));
    high = std::max(high, std::min(x + margin, most));
  }
  return linspace<double>(low, high, 61).to_vector();
}

}  // namespace

double value_at(const Function2d& f, const Point2d& x) {
  const NoGrad no_grad;
  return f(tensor({x.first, x.second})).item();
}

Path2d train_2d(const Function2d& f, const std::function<void(const Tensor<>& x)>& step, int steps) {
  const auto x = tensor({-5, -2}).requires_grad_();
  const auto point = [&] { return std::pair(x[0].item(), x[1].item()); };
  Path2d path{point()};
  for (int i = 0; i < steps; ++i) {
    check_interrupt();
    x.clear_grad();
    f(x).backward();
    step(x);
    path.emplace_back(point());
  }
  return path;
}

void show_trace_2d(plot::Figure& figure, const std::string& title, const Function2d& f, const Path2d& path) {
  show_traces_2d(figure, title, f, {{"", path}});
}

void show_traces_2d(plot::Figure& figure, const std::string& title, const Function2d& f,
                    const std::vector<std::pair<std::string, Path2d>>& paths) {
  std::vector<double> x1, x2;  // of all paths
  for (const auto& [name, path] : paths)
    for (const auto& [px, py] : path) {
      x1.push_back(px);
      x2.push_back(py);
    }
  const auto heights = plot::heights_of([&](double x, double y) { return value_at(f, {x, y}); }, grid(-5.5, 1, x1, 10),
                                        grid(-3, 1, x2, 6));
  auto& panel = figure.panel({.title = title, .xlabel = "x1", .ylabel = "x2", .zlabel = "f(x)", .equal_units = true})
                    .contours(heights, square_levels(heights));
  for (std::size_t begin = 0; const auto& [name, path] : paths) {
    panel.line(std::span(x1).subspan(begin, path.size()), std::span(x2).subspan(begin, path.size()), name);
    begin += path.size();
  }
}

}  // namespace d2l
