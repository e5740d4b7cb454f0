#include "d2l/book/show_regression.hpp"

#include <iostream>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "d2l/book/least_squares.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/ops.hpp"
#include "d2l/plot/figure.hpp"

namespace d2l {

void show_regression(const Regression& regression, const RegressionData& data, const program::Arguments& args) {
  const auto& [learned, start, epochs, course] = regression;
  const auto best = least_squares(data.features, data.labels);
  const auto device = data.features.device();
  const auto best_y = linreg(data.features, best.w.to(device), full({1}, best.b, device));
  const auto least = squared_loss(best_y, data.labels).mean().item();

  std::cout << fmt::format("\n{:<8}{:>12}{:>14}\n", "", "learned", "closed form");
  const auto row = [](const std::string& name, float a, float b) {
    std::cout << fmt::format("{:<8}{:>12.5f}{:>14.5f}\n", name, a, b);
  };
  const auto w = learned.w.flatten().to_vector(), best_w = best.w.to_vector();
  for (std::size_t i = 0; i < w.size(); ++i) row(fmt::format("w[{}]", i), w[i], best_w[i]);
  row("b", learned.b, best.b);
  std::cout << fmt::format("loss before the first step {:.4f}, after the last {:.4f}, the least possible {:.4f}\n",
                           start, epochs.back().loss, least);
  program::save_record(args, epochs, {{"start", start}, {"w", w}, {"b", learned.b}});
}

void plot_regression(const Regression& regression, const std::vector<Walk>& walks, const program::Arguments& args) {
  if (!args.plot) return;
  std::vector<std::pair<std::string, Path2d>> paths;
  paths.reserve(walks.size());
  for (const auto& walk : walks) paths.emplace_back(walk.name, path_of(walk));
  plot::Figure figure(args.program, {.width = 1080});
  show_traces_2d(figure, "0.1 x1² + 2 x2²", valley, paths);
  figure.panel({.title = "training", .xlabel = "epoch", .ylabel = "loss"})
      .line(regression.course.epochs, regression.course.losses);
  figure.save(*args.plot);
}

}  // namespace d2l
