#include "d2l/book/show_fits.hpp"

#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace d2l {
namespace {

std::string to_string(const program::Result& result) {
  if (const auto* number = std::get_if<double>(&result)) return fmt::format("{:.5g}", *number);
  return fmt::format("{:.4f}", fmt::join(std::get<std::vector<double>>(result), ", "));
}

// The final losses come first, as in the book.
program::Results all_results(const Fit& fit) {
  program::Results all{{"train_loss", fit.losses.train.back()}, {"test_loss", fit.losses.test.back()}};
  all.insert(all.end(), fit.results.begin(), fit.results.end());
  return all;
}

}  // namespace

void show_fits(const std::vector<Fit>& fits, const std::vector<program::Epoch>& epochs, const program::Arguments& args,
               const DrawMore& draw_more) {
  program::Results results;
  for (const auto& fit : fits) {
    std::cout << fmt::format("\n{}\n", fit.name);
    const auto all = all_results(fit);
    for (const auto& [name, result] : all) std::cout << fmt::format("  {:<12}{}\n", name, to_string(result));
    results.emplace_back(fit.name, all);
  }
  program::save_record(args, epochs, results);

  if (!args.plot) return;
  plot::Figure figure(args.program, {.width = 1260});
  for (const auto& fit : fits) plot_losses(figure, fit.name, fit.losses);
  draw_more(figure);
  figure.save(*args.plot);
}

}  // namespace d2l
