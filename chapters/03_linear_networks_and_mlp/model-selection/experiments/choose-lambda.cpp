// 3.16 How much weight decay, chosen by five folds of the examples of 3.12: docs/03/model-selection.md, exercise 4
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

struct Examples {
  Tensor<> X, y;

  Examples slice(std::int64_t begin, std::int64_t end) const {
    return {X.slice(0, begin, end), y.slice(0, begin, end)};
  }
};

// The loss on `test` of a linear model that was trained with weight decay from these weights, as in section 3.12.
double loss_on(const Examples& test, const Examples& train, double lambda, const Tensor<>& initial) {
  auto w = initial.clone().requires_grad_();
  auto b = zeros({1}).requires_grad_();
  optim::SGD trainer({{{w}, {.lr = 0.003, .weight_decay = lambda}}, {{b}, {.lr = 0.003}}});
  const DataLoader train_iter(TensorDataset(train.X, train.y), 1, Order::sampled);
  for (int epoch = 0; epoch < 100; ++epoch)
    for (const auto& [X, y] : train_iter) {
      const auto l = squared_loss(linreg(X, w, b), y).mean();
      trainer.zero_grad();
      l.backward();
      trainer.step();
    }
  const NoGrad no_grad;
  return squared_loss(linreg(test.X, w, b), test.y).mean().item();
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  constexpr int n_train = 20, n_test = 100, folds = 5;
  const auto [X, y] = synthetic_data(full({200, 1}, 0.01F), 0.05F, n_train + n_test);
  const Examples all{X, y}, train = all.slice(0, n_train), test = all.slice(n_train, n_train + n_test);

  const auto initial = randn({200, 1});  // the same for all, so that the luck of the start does not choose
  std::cout << "\nlambda       valid       +-      test\n";
  for (const double lambda : {0, 1, 3, 10, 30}) {
    std::vector<double> losses;
    for (int i = 0; i < folds; ++i) {
      const auto begin = n_train * i / folds, end = n_train * (i + 1) / folds;
      const auto before = train.slice(0, begin), after = train.slice(end, n_train);
      const Examples others{cat({before.X, after.X}), cat({before.y, after.y})};
      losses.push_back(loss_on(train.slice(begin, end), others, lambda, initial));
    }
    const auto valid = tensor<double>(losses, {folds});
    std::cout << fmt::format("{:>6}{:>12.4f}{:>9.4f}{:>10.4f}\n", lambda, valid.mean().item(),
                             d2l::std(valid).item() / std::sqrt(double{folds}), loss_on(test, train, lambda, initial));
  }
}

int main(int argc, char** argv) {
  return program::run({"model-selection/choose-lambda", "How much weight decay, chosen by five folds", "3.16"}, argc,
                      argv, lesson);
}
