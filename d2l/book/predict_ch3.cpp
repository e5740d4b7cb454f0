#include "d2l/book/predict_ch3.hpp"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/book/figures.hpp"
#include "d2l/nn/evaluation.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l {
namespace {

Tensor<std::int64_t> predict(const Classifier& net, const ImageDataset& data, std::int64_t n) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net.module());
  return net.evaluate(data.first(n).first).argmax(1);
}

}  // namespace

void predict_ch3(const Classifier& net, const ImageDataset& data, const std::vector<program::Epoch>& epochs,
                 const program::Arguments& args, std::int64_t n, const DrawMore& draw_more) {
  n = std::min(n, data.size());
  const auto trues = names_of(data.labels().slice(0, 0, n), data.class_names());
  const auto predicted = names_of(predict(net, data, n), data.class_names());

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
  if (draw_more) draw_more(figure);
  figure.save(*args.plot);
}

}  // namespace d2l
