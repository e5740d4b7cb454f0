// 7.3 What the noise leaves behind, with and without replacement: docs/07/minibatch-sgd.md
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <d2l/book/least_squares.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

constexpr std::int64_t runs = 2000, batch_size = 10;

// Which examples an epoch takes, in which order, for each of the runs: (runs, n).
Tensor<std::int64_t> with_replacement(std::int64_t n) { return randint(0, n, {runs, n}); }

Tensor<std::int64_t> without_replacement(std::int64_t n) {
  std::vector<Tensor<std::int64_t>> orders;
  orders.reserve(runs);
  for (int run = 0; run < runs; ++run) orders.push_back(randperm(n));
  return stack(orders, 0);
}

// All runs side by side: w is (runs, d), a batch X (runs, batch_size, d) and y (runs, batch_size).
void show(const std::string& name, Tensor<std::int64_t> (&draw)(std::int64_t n), const Tensor<>& X, const Tensor<>& y,
          const Tensor<>& best, double lr) {
  const auto n = X.size(0), d = X.size(1);
  const auto least = squared_loss(matmul(X, best), y).mean().item();
  const auto w = zeros({runs, d});
  std::string row;
  for (int epoch = 1; epoch <= 4; ++epoch) {
    const auto order = draw(n);
    for (std::int64_t begin = 0; begin < n; begin += batch_size) {
      const auto index = order.slice(1, begin, begin + batch_size).flatten();
      const auto X_batch = X.index_select(0, index).view({runs, batch_size, d});
      const auto y_batch = y.index_select(0, index).view({runs, batch_size});
      const auto error = (X_batch * w.view({runs, 1, d})).sum(2) - y_batch;
      w -= lr * (X_batch * error.view({runs, batch_size, 1})).mean(1);
    }
    const auto loss = square(matmul(X, w.transpose(0, 1)) - y.view({n, 1})).mean().item() / 2;
    row += fmt::format("{:>8.4f}", loss - least);
  }
  std::cout << fmt::format("{:<20}{}\n", name, row);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto data = get_data_ch7(args);
  const auto X = cat({data.features, ones({data.features.size(0), 1})}, 1);  // 1 for the bias
  const auto [w, b] = least_squares(data.features, data.labels);
  const auto best = cat({w, full({1, 1}, b)}, 0);
  std::cout << fmt::format("The loss above the least one after epochs 1 to 4, mean of {} runs\n", runs);
  show("with replacement", with_replacement, X, data.labels, best, args.lr);
  show("without replacement", without_replacement, X, data.labels, best, args.lr);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("minibatch-sgd/with-replacement", "What the noise leaves, with and without replacement", "7.3")
          .training({.lr = 0.05});
  return program::run(options, argc, argv, lesson);
}
