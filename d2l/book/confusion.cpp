#include "d2l/book/confusion.hpp"

#include <iostream>

#include <fmt/format.h>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/nn/evaluation.hpp"
#include "d2l/ops/ops.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {

Tensor<std::int64_t> confusion(const Classifier& net, const Batches& data, std::int64_t classes) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net.module());
  const auto counts = Tensor<std::int64_t>::allocate({classes, classes}).zero_();
  data.for_each([&](const Tensor<>& X, const Tensor<std::int64_t>& y) {
    check_interrupt();
    const auto predicted = net.evaluate(X).argmax(1).to_vector();
    const auto labels = y.to_vector();
    for (std::size_t i = 0; i < labels.size(); ++i) counts.at(labels[i], predicted[i]) += 1;
  });
  return counts;
}

void show_confusion(const Tensor<std::int64_t>& counts, const std::vector<std::string>& class_names) {
  constexpr int width = 5;
  std::cout << fmt::format("{:<12}", "true \\ as");
  for (const auto& name : class_names) std::cout << fmt::format("{:>{}}", name.substr(0, width - 1), width);
  std::cout << "  right\n";
  for (std::int64_t i = 0; i < counts.size(0); ++i) {
    std::cout << fmt::format("{:<12}", class_names[static_cast<std::size_t>(i)]);
    for (std::int64_t j = 0; j < counts.size(1); ++j) std::cout << fmt::format("{:>{}}", counts(i, j).item(), width);
    const auto all_of_class = counts[i].sum().item();
    const auto right = static_cast<double>(counts(i, i).item()) / static_cast<double>(all_of_class);
    std::cout << (all_of_class == 0 ? "      -\n" : fmt::format("  {:.3f}\n", right));
  }
}

}  // namespace d2l
