#include "d2l/book/predict_ch3.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/book/figures.hpp"

namespace d2l {
namespace {

std::vector<std::string> predict(const Classifier& net, const FashionMnist& data, std::int64_t n) {
  const NoGrad no_grad;
  net.train(false);
  const auto [X, y] = data.batch(arange<std::int64_t>(static_cast<double>(n)));
  auto labels = get_fashion_mnist_labels(net(X).argmax(1));
  net.train(true);
  return labels;
}

}  // namespace

void predict_ch3(const Classifier& net, const FashionMnistLoader& test_iter, const std::vector<program::Epoch>& epochs,
                 const program::Arguments& args, std::int64_t n) {
  const auto& data = test_iter.dataset();
  n = std::min(n, data.size());
  const auto trues = get_fashion_mnist_labels(data.labels().slice(0, 0, n));
  const auto predicted = predict(net, data, n);

  std::vector<std::string> titles;
  std::vector<bool> wrong;
  std::cout << fmt::format("\n{:<5} {:<12} {}\n", "image", "true", "predicted");
  for (std::size_t i = 0; i < trues.size(); ++i) {
    wrong.push_back(trues[i] != predicted[i]);
    std::cout << fmt::format("{:<5} {:<12} {}{}\n", i, trues[i], predicted[i], wrong[i] ? "  (wrong)" : "");
    titles.push_back(trues[i] + "\n" + (wrong[i] ? "✗ " : "") + predicted[i]);
  }

  if (!args.plot) return;
  plot::Figure figure(args.program + ": the training; test images, true and predicted (✗: wrong)");
  plot_training(figure, epochs);
  show_images(figure, data.images().slice(0, 0, n), titles, wrong);
  figure.save(*args.plot);
}

}  // namespace d2l
