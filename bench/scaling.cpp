#include "scaling.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/plot/figure.hpp>

namespace d2l::bench {
namespace {

constexpr std::int64_t usual = 256;
constexpr double train_examples = 60000;

double examples_a_second(const std::vector<double>& epochs) { return train_examples / median(epochs); }

void add_panel(plot::Figure& figure, const std::string& xlabel, std::vector<Point> points,
               std::int64_t Point::* of_axis, std::int64_t Point::* usual_one) {
  std::ranges::sort(points, {}, of_axis);
  std::vector<double> x, one, all, theirs;
  for (const auto& p : points) {
    if (p.*usual_one != usual) continue;
    x.push_back(static_cast<double>(p.*of_axis));
    one.push_back(p.one_thread);
    all.push_back(p.all_threads);
    theirs.push_back(p.pytorch.value_or(NAN));
  }
  figure.panel({.xlabel = xlabel, .ylabel = "examples a second", .log_x = true, .log_y = true})
      .line(x, all, "ours, all threads")
      .line(x, one, "ours, one thread")
      .line(x, theirs, "PyTorch's tightest loop");
}

}  // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> widths_and_batches() {
  return {{64, usual},   {128, usual}, {256, usual}, {512, usual},  {1024, usual},
          {2048, usual}, {usual, 16},  {usual, 64},  {usual, 1024}, {usual, 4096}};
}

Point measure(std::int64_t width, std::int64_t batch_size, const Surroundings& around, int runs, Doing& doing) {
  const Training training{.way = "tight", .name = "mlp", .epochs = 2, .width = width, .batch_size = batch_size};
  std::vector<double> one, all, theirs, ratios;
  for (int i = 0; i < runs; ++i) {
    doing.run(fmt::format("width {}, batch {}", width, batch_size), i, runs);
    one.push_back(median(time_mlp(around, training, {1}).epochs));
    all.push_back(median(time_mlp(around, training, {around.threads}).epochs));
    if (!around.python) continue;
    std::vector<double> epochs;
    for (const auto& setting : pytorch_settings(around.threads)) {
      doing.part("PyTorch, " + to_string(setting));
      epochs.push_back(median(time_pytorch(around, training, setting).epochs));
    }
    theirs.push_back(std::ranges::min(epochs));
    ratios.push_back(std::min(one.back(), all.back()) / theirs.back());
  }
  Point point{width, batch_size, examples_a_second(one), examples_a_second(all)};
  if (around.python) point.pytorch = examples_a_second(theirs), point.ratio = median(ratios);
  return point;
}

std::string scaling_headline(int threads) {
  return fmt::format("{:<20}{:>10}{:>10}{:>10}{:>10}{:>10}\nthousands a second{:>22}{:>10}\n", "examples", "1 thread",
                     fmt::format("{} threads", threads), "speed-up", "PyTorch", "our time", "", "");
}

std::string to_string(const Point& p) {
  constexpr double thousand = 1000;
  return fmt::format(
      "{:<20}{:>10.1f}{:>10.1f}{:>10.2f}{:>10}{:>10}\n", fmt::format("width {}, batch {}", p.width, p.batch_size),
      p.one_thread / thousand, p.all_threads / thousand, p.all_threads / p.one_thread,
      p.pytorch ? fmt::format("{:.1f}", *p.pytorch / thousand) : "-", p.ratio ? fmt::format("{:.2f}", *p.ratio) : "-");
}

nlohmann::ordered_json to_json(const Point& p) {
  nlohmann::ordered_json json{{"width", p.width},           {"batch_size", p.batch_size},
                              {"one_thread", p.one_thread}, {"all_threads", p.all_threads},
                              {"pytorch", nullptr},         {"ratio", nullptr}};
  if (p.pytorch) json["pytorch"] = *p.pytorch;
  if (p.ratio) json["ratio"] = *p.ratio;
  return json;
}

void plot(const std::vector<Point>& points, const plot::Target& target) {
  plot::Figure figure("The multilayer perceptron: width and batch size", {.width = 1000});
  add_panel(figure, "width, batches of 256", points, &Point::width, &Point::batch_size);
  add_panel(figure, "batch size, width 256", points, &Point::batch_size, &Point::width);
  figure.save(target);
}

}  // namespace d2l::bench
