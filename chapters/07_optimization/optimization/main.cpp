// 7.1 Optimization and deep learning: docs/07/optimization.md
#include <algorithm>
#include <cmath>
#include <iostream>
#include <numbers>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

using Function = std::function<Tensor<double>(const Tensor<double>& x)>;

Tensor<double> gradient(const Function& f, const Tensor<double>& at) {
  const auto x = at.clone().requires_grad_();
  f(x).backward();
  return x.grad();
}

// The matrix of second derivatives: column j tells how the gradient changes with x_j. There is no backward through
// backward here, so it is measured: half the difference of the gradients on both sides of x, at a small distance h,
// divided by h.
arma::mat hessian(const Function& f, const Tensor<double>& x) {
  constexpr double h = 1e-5;
  const auto k = x.numel();
  arma::mat H(static_cast<arma::uword>(k), static_cast<arma::uword>(k));
  for (std::int64_t j = 0; j < k; ++j) {
    const auto gradient_beside = [&](double distance) {
      auto moved = x.clone();
      moved[j] += distance;
      return gradient(f, moved);
    };
    H.col(static_cast<arma::uword>(j)) = as_arma(((gradient_beside(h) - gradient_beside(-h)) / (2 * h)).contiguous());
  }
  return (H + H.t()) / 2;  // symmetric, as it is but for rounding
}

// What the eigenvalues tell about a point where the gradient is 0.
std::string kind(const arma::vec& eigenvalues) {
  constexpr double none = 1e-6;
  const bool up = eigenvalues.max() > none, down = eigenvalues.min() < -none;
  if (up && down) return "saddle point";
  if (arma::any(arma::abs(eigenvalues) <= none)) return "they do not tell";
  return up ? "minimum" : "maximum";
}

// 10 examples of y = sin(2x) and noise, and a model with one parameter, ŷ = sin(wx): the loss of these examples, and
// that of 10,000 others, for w from 0 to 6.
struct Losses {
  std::vector<double> w, train, test;
};

Losses losses_by_parameter() {
  const auto draw = [](std::int64_t n) {
    const auto x = 2 * randn<double>({n});
    return std::pair(x, sin(2 * x) + normal<double>(0, 0.5, {n}));
  };
  const auto train = draw(10), test = draw(10'000);
  const auto loss = [](const auto& data, double w) {
    return (square(sin(w * data.first) - data.second) / 2).mean().item();
  };
  Losses losses;
  for (int i = 0; i <= 300; ++i) {
    losses.w.push_back(i / 50.0);
    losses.train.push_back(loss(train, losses.w.back()));
    losses.test.push_back(loss(test, losses.w.back()));
  }
  return losses;
}

program::Results show_goals(const Losses& losses) {
  std::cout << "\nWhat is minimized is not what is wanted: a model with one parameter w\n"
               "                                  at w   loss of 10 examples   of 10,000 others\n";
  program::Results results;
  for (const auto& [name, curve] :
       {std::pair("lowest loss of the 10 examples", &losses.train), {"lowest loss of the others", &losses.test}}) {
    const auto i = static_cast<std::size_t>(std::ranges::min_element(*curve) - curve->begin());
    std::cout << fmt::format("{:<31}{:>7.2f}{:>22.4f}{:>19.4f}\n", name, losses.w[i], losses.train[i], losses.test[i]);
    results.emplace_back(name, std::vector{losses.w[i], losses.train[i], losses.test[i]});
  }
  return results;
}

// A function with a local and a global minimum between -1 and 2.
constexpr double pi = std::numbers::pi;
Tensor<double> wave(const Tensor<double>& x) { return (x * cos(pi * x)).sum(); }

Tensor<double> descend(const Function& f, const Tensor<double>& start, double lr, int steps) {
  auto x = start;
  for (int i = 0; i < steps; ++i) x = x - lr * gradient(f, x);
  return x;
}

program::Results show_minima() {
  std::cout << "\nGradient descent on x cos(πx), 100 steps with lr 0.05: where it ends depends on where it starts\n";
  program::Results results;
  for (const double start : {-0.8, 0.2, 0.3, 1.8}) {
    const auto x = descend(wave, tensor<double>({start}), 0.05, 100);
    const double end = x.item(), height = wave(x).item(), bend = hessian(wave, x)(0, 0);
    std::cout << fmt::format("from {:>4}  to x = {:>7.4f}, f(x) = {:>7.4f}, f''(x) = {:.2f}\n", start, end, height,
                             bend);
    results.emplace_back(fmt::format("from {}", start), std::vector{end, height, bend});
  }
  return results;
}

Tensor<double> saddle(const Tensor<double>& x) { return x[0] * x[0] - x[1] * x[1]; }

// A network with two hidden units and no biases that is to learn sin(x): x holds their two weights in, and two out.
Tensor<double> network_loss(const Tensor<double>& x) {
  const auto inputs = arange<double>(-3, 3.1, 0.2);
  const auto outputs = x[2] * tanh(x[0] * inputs) + x[3] * tanh(x[1] * inputs);
  return (square(outputs - sin(inputs)) / 2).mean();
}

program::Results show_stationary_points() {
  struct Point {
    const char* name;
    Function f;
    std::int64_t variables;
  };
  const std::vector<Point> points{
      {"x² + 2y²", [](const Tensor<double>& x) { return x[0] * x[0] + 2 * x[1] * x[1]; }, 2},
      {"-x² - y²", [](const Tensor<double>& x) { return -x[0] * x[0] - x[1] * x[1]; }, 2},
      {"x² - y²", saddle, 2},
      {"x³", [](const Tensor<double>& x) { return x[0] * x[0] * x[0]; }, 1},
      {"loss of a small network", network_loss, 4}};
  std::cout << "\nAll variables 0: the gradient is 0, and the eigenvalues of the Hessian tell what is there\n";
  program::Results results;
  for (const auto& [name, f, variables] : points) {
    const auto x = zeros<double>({variables});
    const arma::vec eigenvalues = arma::eig_sym(hessian(f, x));
    std::cout << fmt::format("{:<25}|gradient| {:.0f}, eigenvalues {:>6.3f}: {}\n", name,
                             abs(gradient(f, x)).max().item(), fmt::join(eigenvalues, ", "), kind(eigenvalues));
    results.emplace_back(name, std::vector<double>(eigenvalues.begin(), eigenvalues.end()));
  }
  return results;
}

// A little away from the saddle point, the network finds its way down; on the point itself it stays forever.
program::Results show_escape() {
  const auto start = normal<double>(0, 0.001, {4});
  std::cout << "\nThe small network's loss, lr 0.1, from 0 and from close to it\nsteps      from 0  from N(0, 0.001)\n";
  program::Results results;
  auto at_zero = zeros<double>({4}), close = start;
  int step = 0;
  for (const int until : {0, 20, 40, 80, 160, 1000}) {
    at_zero = descend(network_loss, at_zero, 0.1, until - step);
    close = descend(network_loss, close, 0.1, until - step);
    step = until;
    std::cout << fmt::format("{:>5}  {:>10.4f}  {:>16.4f}\n", step, network_loss(at_zero).item(),
                             network_loss(close).item());
    results.emplace_back(fmt::format("step {}", step),
                         std::vector{network_loss(at_zero).item(), network_loss(close).item()});
  }
  return results;
}

// How often all eigenvalues of a random symmetric matrix are positive.
std::vector<double> shares_of_minima() {
  constexpr int draws = 20'000;
  std::vector<double> shares;
  for (std::int64_t k = 1; k <= 6; ++k) {
    int minima = 0;
    for (int i = 0; i < draws; ++i) {
      check_interrupt();
      const auto drawn = randn<double>({k, k});
      const auto A = as_arma(drawn);
      minima += arma::eig_sym(arma::mat(A + A.t())).min() > 0 ? 1 : 0;
    }
    shares.push_back(static_cast<double>(minima) / draws);
  }
  return shares;
}

void show_dimensions(const std::vector<double>& shares) {
  std::cout << "\nRandom symmetric matrices, 20,000 of each size k: how many have only positive eigenvalues?\n"
               "k    share of minima      1/2^k\n";
  for (std::size_t i = 0; i < shares.size(); ++i)
    std::cout << fmt::format("{}{:>19.5f}{:>11.5f}\n", i + 1, shares[i], std::pow(0.5, i + 1));
}

std::vector<double> from_to(double first, double last, std::int64_t count) {
  return linspace<double>(first, last, count).to_vector();
}

void show_curve(plot::Figure& figure, const std::string& title, double first, double last, double (*f)(double),
                const std::vector<std::pair<double, std::string>>& marks) {
  const auto x = from_to(first, last, 151);
  std::vector<double> y(x.size());
  std::ranges::transform(x, y.begin(), f);
  auto& panel = figure.panel({.title = title, .xlabel = "x", .ylabel = "f(x)"}).line(x, y);
  for (const auto& [at, name] : marks) panel.markers(std::vector{at}, std::vector{f(at)}, name);
}

void draw(const plot::Target& target, const Losses& losses, const std::vector<double>& shares) {
  plot::Figure figure("Minima and saddle points", {.width = 1260});
  figure.panel({.title = "loss of ŷ = sin(wx)", .xlabel = "w", .ylabel = "loss"})
      .line(losses.w, losses.train, "10 examples")
      .line(losses.w, losses.test, "10,000 others");
  show_curve(figure, "f(x) = x cos(πx)", -1, 2, [](double x) { return x * std::cos(pi * x); },
             {{-0.2739, "local minimum"}, {1.0904, "global minimum"}});
  show_curve(figure, "f(x) = x³", -2, 2, [](double x) { return x * x * x; }, {{0, "flat, but no minimum"}});

  const auto heights = plot::heights_of([](double x, double y) { return saddle(tensor<double>({x, y})).item(); },
                                        from_to(-1, 1, 33), from_to(-1, 1, 33));
  figure.panel({.title = "f(x, y) = x² - y²", .xlabel = "x", .ylabel = "y", .zlabel = "f"})
      .surface(heights)
      .markers(std::vector{0.0}, std::vector{0.0}, "saddle point");
  std::vector<double> x, y;
  for (auto at = tensor<double>({-0.9, 0.002}); std::abs(at[1].item()) < 1; at = descend(saddle, at, 0.05, 1)) {
    x.push_back(at[0].item());
    y.push_back(at[1].item());
  }
  figure
      .panel({.title = "gradient descent passes it", .xlabel = "x", .ylabel = "y", .zlabel = "f", .equal_units = true})
      .contours(heights)
      .line(x, y, "steps, lr 0.05");

  std::vector<double> k, halves;
  for (std::size_t i = 1; i <= shares.size(); ++i) {
    k.push_back(static_cast<double>(i));
    halves.push_back(std::pow(0.5, i));
  }
  figure.panel({.title = "share of minima", .xlabel = "variables", .ylabel = "share", .log_y = true})
      .line(k, shares, "measured")
      .line(k, halves, "1/2ᵏ");
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto losses = losses_by_parameter();
  const auto goals = show_goals(losses), minima = show_minima(), points = show_stationary_points();
  const auto escape = show_escape();
  const auto shares = shares_of_minima();
  show_dimensions(shares);
  program::save_record(args, {},
                       {{"goals", goals},
                        {"minima", minima},
                        {"eigenvalues", points},
                        {"escape", escape},
                        {"shares_of_minima", shares}});
  if (args.plot) draw(*args.plot, losses, shares);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("optimization", "Minima and saddle points, told apart by the Hessian's eigenvalues", "7.1")
          .figure();
  return program::run(options, argc, argv, lesson);
}
