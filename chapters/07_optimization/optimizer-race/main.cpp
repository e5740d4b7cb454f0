// Beyond the book: the optimizers of chapter 7 side by side: docs/07/optimizer-race.md
#include <algorithm>
#include <cmath>
#include <iostream>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

#include "best_rate.hpp"
#include "contenders.hpp"
#include "mlp_race.hpp"

using namespace d2l;
using namespace d2l::race;

namespace {

const optim::Schedule constant = [](std::int64_t /*step*/) { return 1.0; };

// The schedules of a training of this many batches, the constant one first.
std::vector<std::pair<std::string, optim::Schedule>> schedules(std::int64_t batches) {
  return {{"constant", constant},
          {"1/sqrt(t)", [](std::int64_t step) { return 1 / std::sqrt(1.0 + static_cast<double>(step)); }},
          {"steps", optim::StepLR{.step_size = std::max<std::int64_t>(1, batches / 3), .gamma = 0.3}},
          {"cosine", optim::CosineAnnealingLR{.steps = batches}},
          {"warm-up, cosine", optim::WarmUp{.steps = std::max<std::int64_t>(1, batches / 10),
                                            .after = optim::CosineAnnealingLR{.steps = batches - batches / 10}}}};
}

// What a rate is judged by: one that comes down only after leaps over the hills is no good.
double mean_height(const Path2d& path) {
  double sum = 0;
  for (const auto& x : path) sum += value_at(valley, x);
  return sum / static_cast<double>(path.size());
}

void print_heading(const std::string& first) {
  std::cout << fmt::format("\n{:<17}{:>8}{:>11}{:>10}{:>9}\n", first, "lr", "an epoch", "loss", "test acc");
}

// Prints a training, and returns what the record has of it.
program::Results show(const std::string& name, const Run& run) {
  std::cout << fmt::format("{:<17}{:>8.2g}{:>9.2f} s{:>10.4f}{:>9.3f}\n", name, run.lr, run.seconds, run.loss,
                           run.test_acc);
  return {{"lr", run.lr}, {"loss", run.loss}, {"test_acc", run.test_acc}};
}

// Means of several losses in a row, over the epochs: single batches would hide the lines.
void add_curve(plot::Panel& panel, const Run& run, std::int64_t batches_per_epoch) {
  const auto together = std::max<std::ptrdiff_t>(1, std::ssize(run.batch_losses) / 40);
  std::vector<double> x, y;
  for (std::ptrdiff_t i = 0; i + together <= std::ssize(run.batch_losses); i += together) {
    double sum = 0;
    for (auto k = i; k < i + together; ++k) sum += run.batch_losses[static_cast<std::size_t>(k)];
    x.push_back(static_cast<double>(i + together) / static_cast<double>(batches_per_epoch));
    y.push_back(sum / static_cast<double>(together));
  }
  panel.line(x, y, run.name);
}

using Paths = std::vector<std::pair<std::string, Path2d>>;

void draw(const plot::Target& target, const Paths& paths, const std::vector<Run>& runs, const MlpRace& race,
          std::int64_t epochs) {
  plot::Figure figure("The optimizers of chapter 7, each at the best rate of a sweep", {.width = 1680});
  show_traces_2d(figure, "0.1 x1² + 2 x2²", valley, paths);

  auto& losses = figure.panel({.title = "Fashion-MNIST", .xlabel = "epoch", .ylabel = "training loss", .log_y = true});
  for (const auto& run : runs) add_curve(losses, run, race.batches() / epochs);

  auto& rates = figure.panel({.title = "schedules", .xlabel = "epoch", .ylabel = "factor of the rate"});
  for (const auto& [name, schedule] : schedules(race.batches())) {
    std::vector<double> x, factor;
    constexpr std::int64_t points = 200;
    for (std::int64_t i = 0; i < points; ++i) {
      const auto step = i * race.batches() / points;
      x.push_back(static_cast<double>(step * epochs) / static_cast<double>(race.batches()));
      factor.push_back(schedule(step));
    }
    rates.line(x, factor, name);
  }
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto all_contenders = contenders();
  program::Results results;

  std::cout << "\nOn 0.1 x1^2 + 2 x2^2, from (-5, -2), 20 steps at the best rate of a sweep\n\n";
  std::cout << fmt::format("{:<17}{:>8}{:>11}{:>10}{:>10}\n", "optimizer", "lr", "f", "x1", "x2");
  Paths paths;
  for (const auto& contender : all_contenders) {
    const auto lr = best_rate(contender.usual_lr, [&](double rate) {
      return mean_height(path_of({contender.name, contender.trainer, rate}));
    });
    const auto path = path_of({contender.name, contender.trainer, lr});
    const auto [x1, x2] = path.back();
    std::cout << fmt::format("{:<17}{:>8.2g}{:>11.2g}{:>10.4f}{:>10.4f}\n", contender.name, lr,
                             value_at(valley, path.back()), x1, x2);
    results.emplace_back("surface " + contender.name,
                         program::Results{{"lr", lr}, {"f", value_at(valley, path.back())}});
    paths.emplace_back(contender.name, path);
  }

  std::cout << fmt::format("\nOn Fashion-MNIST, the network of section 3.10, {} epochs at the best rate of a sweep\n",
                           args.epochs);
  MlpRace race(args);
  std::vector<Run> runs;
  print_heading("optimizer");
  for (const auto& contender : all_contenders) {
    const auto lr =
        best_rate(contender.usual_lr, [&](double rate) { return race.loss_after_some_batches(contender, rate); });
    runs.push_back(race.train(contender, lr, constant));
    results.emplace_back("mlp " + contender.name, show(contender.name, runs.back()));
  }

  constexpr std::size_t momentum = 1;
  print_heading("momentum's rate");
  const auto all_schedules = schedules(race.batches());
  const auto& unchanged = all_schedules.front().first;
  results.emplace_back("schedule " + unchanged, show(unchanged, runs[momentum]));  // as it was trained above
  for (const auto& [name, schedule] : all_schedules | std::views::drop(1))
    results.emplace_back("schedule " + name,
                         show(name, race.train(all_contenders[momentum], runs[momentum].lr, schedule)));
  program::save_record(args, race.epochs(), results);
  if (args.plot) draw(*args.plot, paths, runs, race, args.epochs);
}

int main(int argc, char** argv) {
  const auto options = program::Options("optimizer-race", "The optimizers of chapter 7 beside each other", "7.8")
                           .training({.epochs = 3, .batch_size = 256})
                           .data()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
