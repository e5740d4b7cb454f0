// 7.3 How far the gradient of a batch is from that of all examples: docs/07/minibatch-sgd.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/book/least_squares.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// The gradient of each example's loss (ŷ - y)²/2 with respect to w and b, a row each: (ŷ - y)·(x, 1).
Tensor<> gradients(const RegressionData& data, const LinearParameters& at) {
  const auto error = linreg(data.features, at.w, full({1}, at.b)) - data.labels.view({-1, 1});
  return error * cat({data.features, ones({data.features.size(0), 1})}, 1);
}

// The square of the distance of each row from their mean, on average.
double variance(const Tensor<>& rows) { return square(rows - rows.mean(0)).sum(1).mean().item(); }

}  // namespace

void lesson(const program::Arguments& args) {
  constexpr int batches = 10'000;
  const auto data = get_data_ch7(args);
  const auto each = gradients(data, {zeros({data.features.size(1), 1}), 0});
  const auto g = each.mean(0);
  const auto n = each.size(0);
  const double sigma_squared = variance(each);
  std::cout << fmt::format("where all parameters are 0: length of g {:.2f}, σ² {:.2f}\n",
                           std::sqrt(square(g).sum().item()), sigma_squared);

  std::cout << fmt::format("squared error, mean of {} batches\nbatch size   measured   formula   root\n", batches);
  for (const std::int64_t size : {1, 10, 100, 1000}) {
    double sum = 0;
    for (int i = 0; i < batches; ++i)
      sum += square(each.index_select(0, randperm(n).slice(0, 0, size)).mean(0) - g).sum().item();
    const auto formula =
        sigma_squared / static_cast<double>(size) * static_cast<double>(n - size) / static_cast<double>(n - 1);
    std::cout << fmt::format("{:>10}{:>11.4g}{:>10.4g}{:>7.2f}\n", size, sum / batches, formula, std::sqrt(formula));
  }

  const auto best = least_squares(data.features, data.labels);
  std::cout << fmt::format("at the lowest point: σ² {:.2f}\n", variance(gradients(data, best)));
}

int main(int argc, char** argv) {
  return program::run({"minibatch-sgd/error-of-a-batch", "How far the gradient of a batch is off", "7.3"}, argc, argv,
                      lesson);
}
