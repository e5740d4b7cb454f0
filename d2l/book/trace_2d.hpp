#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/plot/figure.hpp"

namespace d2l {

/// A function of two variables, x of shape (2), whose value is one number; differentiable by autograd.
using Function2d = std::function<Tensor<>(const Tensor<>& x)>;

/// A point (x1, x2).
using Point2d = std::pair<double, double>;

/// The points that were visited, in order.
using Path2d = std::vector<Point2d>;

/// f at a point, without a gradient.
double value_at(const Function2d& f, const Point2d& x);

/// The points (x1, x2) that a way of minimizing f visits (the book's train_2d, section 7.2): (-5, -2), and then the
/// point after each of `steps` steps, each of which changes x in place, using x.grad(). The gradient is new for each.
Path2d train_2d(const Function2d& f, const std::function<void(const Tensor<>& x)>& step, int steps = 20);

/// Adds a panel with contour lines of f, and the path on them (the book's show_trace_2d, section 7.2). It shows the
/// region -5.5 ≤ x1 ≤ 1, -3 ≤ x2 ≤ 1, or more where the path leaves it, up to ±10 along x1 and ±6 along x2.
void show_trace_2d(plot::Figure& figure, const std::string& title, const Function2d& f, const Path2d& path);

/// The same with several paths by name.
void show_traces_2d(plot::Figure& figure, const std::string& title, const Function2d& f,
                    const std::vector<std::pair<std::string, Path2d>>& paths);

}  // namespace d2l
