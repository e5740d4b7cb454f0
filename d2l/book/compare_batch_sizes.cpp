#include "d2l/book/compare_batch_sizes.hpp"

#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "d2l/plot/figure.hpp"

namespace d2l {
namespace {

struct Contestant {
  std::string name;
  std::int64_t batch_size;
  double lr;
  Regression regression;
};

// Without the files of the program's own training.
program::Arguments arguments(std::int64_t epochs, std::int64_t batch_size, double lr, const program::Arguments& own) {
  program::Arguments args;
  args.program = own.program;
  args.section = own.section;
  args.threads = own.threads;
  args.progress = false;
  args.epochs = epochs;
  args.batch_size = batch_size;
  args.lr = lr;
  return args;
}

void tell(const Contestant& c) {
  const auto& epochs = c.regression.epochs;
  std::cout << fmt::format("{}, batch size {}, lr {}: loss {:.4f} after {} epoch{}, {:.4f} s\n", c.name, c.batch_size,
                           c.lr, epochs.back().loss, epochs.size(), epochs.size() == 1 ? "" : "s",
                           c.regression.course.seconds.back());
}

void draw(const std::vector<Contestant>& contestants, const std::string& title, const plot::Target& target) {
  plot::Figure figure(title);
  auto& by_epochs = figure.panel({.xlabel = "epoch", .ylabel = "loss"});
  auto& by_seconds = figure.panel({.xlabel = "seconds", .ylabel = "loss", .log_x = true});
  for (const auto& c : contestants) {
    const auto& course = c.regression.course;
    by_epochs.line(course.epochs, course.losses, c.name);
    by_seconds.line(course.seconds, course.losses, c.name);
  }
  figure.save(target);
}

}  // namespace

void compare_batch_sizes(TrainCh7& train, const Trainer& trainer, const RegressionData& data,
                         const Regression& minibatches, const program::Arguments& args) {
  const auto contest = [&](const std::string& name, std::int64_t epochs, std::int64_t batch_size, double lr) {
    const auto its_args = arguments(epochs, batch_size, lr, args);
    return Contestant{name, batch_size, lr, train(trainer, data, its_args, Training::Lines::hidden)};
  };
  const std::vector<Contestant> contestants{contest("gradient descent", 6, data.features.size(0), 1),
                                            contest("sgd", 2, 1, 0.005),
                                            {"minibatches", args.batch_size, args.lr, minibatches}};
  std::cout << '\n';
  for (const auto& contestant : contestants) tell(contestant);
  if (args.plot) draw(contestants, args.program, *args.plot);
}

}  // namespace d2l
