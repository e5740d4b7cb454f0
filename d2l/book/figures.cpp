#include "d2l/book/figures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {

namespace {

// 1, 2, …, n.
std::vector<double> count_to(std::size_t n) {
  std::vector<double> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 1.0);
  return numbers;
}

}  // namespace

std::vector<double> to_doubles(const Tensor<>& x) { return x.to<double>().to_vector(); }

void plot_loss(plot::Figure& figure, const std::vector<program::Epoch>& epochs) {
  std::vector<double> x, loss;
  for (const auto& epoch : epochs) {
    x.push_back(static_cast<double>(epoch.epoch));
    loss.push_back(epoch.loss);
  }
  figure.panel({.xlabel = "epoch", .ylabel = "loss"}).line(x, loss, "train loss");
}

void plot_losses(plot::Figure& figure, const std::string& title, const LossCurves& losses) {
  const auto x = count_to(losses.train.size());
  figure.panel({.title = title, .xlabel = "epoch", .ylabel = "loss", .log_y = true})
      .line(x, losses.train, "train loss")
      .line(x, losses.test, "test loss");
}

void plot_weights(plot::Figure& figure, const std::vector<NamedWeights>& models) {
  auto& panel = figure.panel({.title = "weights after the training", .xlabel = "number", .ylabel = "weight"});
  for (const auto& [name, weights] : models) {
    const auto values = to_doubles(weights.detach());
    panel.markers(count_to(values.size()), values, name);
  }
}

void plot_training(plot::Figure& figure, const std::vector<program::Epoch>& epochs) {
  std::vector<double> x, train_acc, test_acc;
  for (const auto& epoch : epochs) {
    x.push_back(static_cast<double>(epoch.epoch));
    train_acc.push_back(epoch.train_acc.value_or(NAN));
    test_acc.push_back(epoch.test_acc.value_or(NAN));
  }
  plot_loss(figure, epochs);
  figure.panel({.xlabel = "epoch", .ylabel = "accuracy"}).line(x, train_acc, "train acc").line(x, test_acc, "test acc");
}

void show_images(plot::Figure& figure, const Tensor<std::uint8_t>& images, const std::vector<std::string>& titles,
                 const std::vector<bool>& marked, int columns) {
  const auto n = static_cast<int>(images.size(0));
  figure.images({(n + columns - 1) / columns, std::min(n, columns)},
                {static_cast<int>(images.size(1)), static_cast<int>(images.size(2))}, images.to_vector(), titles,
                marked);
}

void show_maps(plot::Figure& figure, const Tensor<>& maps, const std::vector<std::string>& titles, int columns) {
  constexpr double white = 255;
  std::vector<std::uint8_t> pixels;
  for (std::int64_t i = 0; i < maps.size(0); ++i) {
    const auto values = to_doubles(maps[i].detach());
    const auto [least, most] = std::ranges::minmax(values);
    for (const auto value : values)
      pixels.push_back(most > least ? static_cast<std::uint8_t>((value - least) / (most - least) * white) : 0);
  }
  show_images(figure, tensor<std::uint8_t>(pixels, maps.shape()), titles, {}, columns);
}

void show_maps(plot::Figure& figure, const Tensor<>& maps, const std::string& name, int columns) {
  std::vector<std::string> titles;
  for (std::int64_t i = 1; i <= maps.size(0); ++i) titles.push_back(name + ' ' + std::to_string(i));
  show_maps(figure, maps, titles, columns);
}

}  // namespace d2l
