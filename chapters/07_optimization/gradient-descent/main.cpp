// 7.2 Gradient descent and stochastic gradient descent: docs/07/gradient-descent.md
#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// One dimension: f(x) = x², from x = 10.
std::vector<double> gd(double lr, int steps = 10) {
  const auto x = tensor<double>(10).requires_grad_();
  std::vector<double> path{x.item()};
  for (int i = 0; i < steps; ++i) {
    x.clear_grad();
    (x * x).backward();
    x.data() -= lr * x.grad();
    path.push_back(x.item());
  }
  return path;
}

// Two dimensions. Its Hessian has the eigenvalues 2 and 4 everywhere.
Tensor<> f_2d(const Tensor<>& x) { return x[0] * x[0] + 2 * x[1] * x[1]; }

void gd_2d(const Tensor<>& x, double lr) { x.data() -= lr * x.grad(); }

// The gradient as an example or a batch would give it: right on average, and off by a standard normal number.
void sgd_2d(const Tensor<>& x, double lr) { x.data() -= lr * (x.grad() + normal(0, 1, {2})); }

std::vector<double> values(const Path2d& path) {
  std::vector<double> result;
  for (const auto& x : path) result.push_back(value_at(f_2d, x));
  return result;
}

program::Results show_one_dimension() {
  std::cout << "\nf(x) = x², from x = 10: x after each step\n";
  program::Results results;
  for (const double lr : {0.2, 0.05, 1.1}) {
    auto path = gd(lr);
    path.erase(path.begin());
    std::cout << fmt::format("lr {:<4}  {:>8.4g}\n", lr, fmt::join(path, ""));
    results.emplace_back(fmt::format("lr={}", lr), path);
  }
  return results;
}

program::Results show_two_dimensions(const Path2d& exact, const Path2d& noisy) {
  std::cout << fmt::format("\nf(x1, x2) = x1² + 2 x2², from (-5, -2): after {} steps\n", exact.size() - 1);
  program::Results results;
  for (const auto& [name, path] : {std::pair("gradient descent", exact), {"stochastic gradient descent", noisy}}) {
    const auto [x1, x2] = path.back();
    std::cout << fmt::format("{:<28}x1 {:.6f}, x2 {:.6f}, f {:.3g}\n", name, x1, x2, value_at(f_2d, path.back()));
    results.emplace_back(name, std::vector{x1, x2});
  }
  return results;
}

// The error in a direction of curvature λ is multiplied by 1 - lr λ in each step.
program::Results show_rates() {
  std::cout << "\nHow large may the rate be? f after 20 steps, and what a step does to x1 and to x2\n";
  program::Results results;
  for (const double lr : {0.01, 0.1, 0.3, 0.45, 0.5, 0.55}) {
    const double f = value_at(f_2d, train_2d(f_2d, [&](const Tensor<>& x) { gd_2d(x, lr); }).back());
    std::cout << fmt::format("lr {:<4}  f {:<9.3g}  x1 times {:>5.2f}, x2 times {:>5.2f}\n", lr, f, 1 - 2 * lr,
                             1 - 4 * lr);
    results.emplace_back(fmt::format("lr={}", lr), f);
  }
  return results;
}

// Where the noise of the gradient and the pull of the slope balance, x keeps moving about the minimum.
program::Results show_noise() {
  constexpr int start = 1000, steps = 51'000;
  std::cout << fmt::format(
      "\nThe noise stays: how far from 0 stochastic gradient descent is, steps {} to {}\n"
      "          x1, measured   by the formula   x2, measured   by the formula\n",
      start + 1, steps);
  program::Results results;
  for (const double lr : {0.1, 0.01}) {
    const auto path = train_2d(f_2d, [&](const Tensor<>& x) { sgd_2d(x, lr); }, steps);
    double squares_1 = 0, squares_2 = 0;
    for (std::size_t i = start + 1; i < path.size(); ++i) {
      squares_1 += path[i].first * path[i].first;
      squares_2 += path[i].second * path[i].second;
    }
    const double x1 = std::sqrt(squares_1 / (steps - start)), x2 = std::sqrt(squares_2 / (steps - start));
    const auto formula = [&](double curvature) { return std::sqrt(lr / (curvature * (2 - lr * curvature))); };
    std::cout << fmt::format("lr {:<4}  {:>13.4f}  {:>15.4f}  {:>13.4f}  {:>15.4f}\n", lr, x1, formula(2), x2,
                             formula(4));
    results.emplace_back(fmt::format("lr={}", lr), std::vector{x1, x2});
  }
  return results;
}

void show_trace(plot::Figure& figure, const std::string& title, const std::vector<double>& path) {
  const double n = std::abs(*std::ranges::max_element(path, {}, [](double x) { return std::abs(x); }));
  std::vector<double> x, y, y_path;
  for (int i = -50; i <= 50; ++i) {
    x.push_back(n * i / 50);
    y.push_back(x.back() * x.back());
  }
  for (const double at : path) y_path.push_back(at * at);
  figure.panel({.title = title, .xlabel = "x", .ylabel = "f(x)"}).line(x, y, "x²").line(path, y_path, "path");
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto one_dimension = show_one_dimension();
  const auto exact = train_2d(f_2d, [&](const Tensor<>& x) { gd_2d(x, args.lr); });
  const auto noisy = train_2d(f_2d, [&](const Tensor<>& x) { sgd_2d(x, args.lr); });
  const auto two_dimensions = show_two_dimensions(exact, noisy);
  const auto rates = show_rates(), noise = show_noise();
  program::save_record(args, {},
                       {{"one_dimension", one_dimension},
                        {"two_dimensions", two_dimensions},
                        {"f_after_20_steps", rates},
                        {"distance", noise}});

  if (!args.plot) return;
  plot::Figure figure("Gradient descent", {.width = 1260});
  show_trace(figure, "lr 0.2", gd(0.2));
  show_trace(figure, "lr 0.05: too small", gd(0.05));
  show_trace(figure, "lr 1.1: too large", gd(1.1));
  show_trace_2d(figure, fmt::format("gradient descent, lr {}", args.lr), f_2d, exact);
  show_trace_2d(figure, fmt::format("stochastic, lr {}", args.lr), f_2d, noisy);
  auto& panel = figure.panel({.title = "f, step by step", .xlabel = "step", .ylabel = "f(x)", .log_y = true});
  constexpr int steps = 200;
  const auto step_numbers = to_doubles(arange(steps + 1.0));
  panel.line(step_numbers, values(train_2d(f_2d, [](const Tensor<>& x) { gd_2d(x, 0.02); }, steps)), "exact, lr 0.02");
  for (const double lr : {0.1, 0.02})
    panel.line(
        step_numbers,
        values(train_2d(f_2d, [&](const Tensor<>& x) { sgd_2d(x, lr); }, steps)), fmt::format("stochastic, lr {}", lr));
  figure.save(*args.plot);
}

int main(int argc, char** argv) {
  const auto options = program::Options("gradient-descent",
                                        "Gradient descent in one and two dimensions, and with a noisy gradient", "7.2")
                           .training({.lr = 0.1})
                           .figure();
  return program::run(options, argc, argv, lesson);
}
