#include "d2l/book/figures.hpp"

#include <algorithm>
#include <cmath>

#include "d2l/ops/methods.hpp"

namespace d2l {

void plot_training(plot::Figure& figure, const std::vector<program::Epoch>& epochs) {
  std::vector<double> x, loss, train_acc, test_acc;
  for (const auto& epoch : epochs) {
    x.push_back(static_cast<double>(epoch.epoch));
    loss.push_back(epoch.loss);
    train_acc.push_back(epoch.train_acc.value_or(NAN));
    test_acc.push_back(epoch.test_acc.value_or(NAN));
  }
  figure.panel({.xlabel = "epoch", .ylabel = "loss"}).line(x, loss, "train loss");
  figure.panel({.xlabel = "epoch", .ylabel = "accuracy"}).line(x, train_acc, "train acc").line(x, test_acc, "test acc");
}

void show_images(plot::Figure& figure, const Tensor<std::uint8_t>& images, const std::vector<std::string>& titles) {
  constexpr int columns = 5;
  const auto n = static_cast<int>(images.size(0));
  figure.images({(n + columns - 1) / columns, std::min(n, columns)},
                {static_cast<int>(images.size(1)), static_cast<int>(images.size(2))}, images.to_vector(), titles);
}

}  // namespace d2l
