#include "d2l/book/show_linear_regression.hpp"

#include <iostream>

#include <fmt/format.h>

#include "d2l/book/figures.hpp"
#include "d2l/book/least_squares.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {
namespace {

program::Results results(const LinearParameters& p) { return {{"w", p.w.to_vector()}, {"b", p.b}}; }

void draw(const plot::Target& target, const std::string& title, const SyntheticData& data, const Training& training) {
  plot::Figure figure(title, {.width = 1260});
  const auto labels = to_doubles(data.labels.flatten());
  for (std::int64_t i = 0; i < data.features.size(1); ++i)
    figure.panel({.xlabel = fmt::format("feature {}", i), .ylabel = "label"})
        .markers(to_doubles(data.features(all, i)), labels);
  plot_loss(figure, training.epochs());
  figure.save(target);
}

}  // namespace

void show_linear_regression(const LinearParameters& learned, const SyntheticData& data, const Training& training,
                            const program::Arguments& args) {
  const auto closed_form = least_squares(data.features, data.labels);

  std::cout << fmt::format("\n{:<8}{:>12}{:>12}{:>14}\n", "", "learned", "true", "closed form");
  const auto row = [](const std::string& name, float a, float b, float c) {
    std::cout << fmt::format("{:<8}{:>12.5f}{:>12.5f}{:>14.5f}\n", name, a, b, c);
  };
  const auto learned_w = learned.w.to_vector(), true_w = data.truth.w.to_vector(), closed_w = closed_form.w.to_vector();
  for (std::size_t i = 0; i < learned_w.size(); ++i) row(fmt::format("w[{}]", i), learned_w[i], true_w[i], closed_w[i]);
  row("b", learned.b, data.truth.b, closed_form.b);

  auto all_results = results(learned);
  all_results.emplace_back("true", results(data.truth));
  all_results.emplace_back("closed_form", results(closed_form));
  program::save_record(args, training.epochs(), all_results);
  if (args.plot) draw(*args.plot, args.program + ": the data, and the course of the training", data, training);
}

}  // namespace d2l
