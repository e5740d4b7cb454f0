// 7.3 How far above the least loss a training stays, at several rates and schedules: docs/07/minibatch-sgd.md
#include <cmath>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/book/least_squares.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

constexpr int seeds = 20;

// p ← p - lr·factor(t)·g, with the batches as steps.
Trainer sgd_with(const optim::Schedule& factor) {
  const auto step = [factor](const Tensor<>& p, std::span<Tensor<>> /*state*/, double lr, std::int64_t t) {
    p -= lr * factor(t - 1) * p.grad();
  };
  return from_scratch(step, 0);
}

double least_loss(const RegressionData& data) {
  const auto [w, b] = least_squares(data.features, data.labels);
  return squared_loss(linreg(data.features, w, full({1}, b)), data.labels).mean().item();
}

// After each of four epochs, the loss above the least one: the mean of trainings that differ in their seed alone.
void show(const std::string& name, std::int64_t batch_size, double lr, const optim::Schedule& factor,
          program::Arguments args) {
  args.epochs = 4;
  args.batch_size = batch_size;
  args.lr = lr;
  std::vector<double> above(4, 0);
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    manual_seed(seed);
    const auto data = get_data_ch7(args);
    const auto least = least_loss(data);
    const auto epochs = train_ch7(sgd_with(factor), data, args, Training::Lines::hidden).epochs;
    for (std::size_t i = 0; i < above.size(); ++i) above[i] += (epochs[i].loss - least) / seeds;
  }
  std::cout << fmt::format("{:>10}  {:<20}{:>8.4f}\n", batch_size, name, fmt::join(above, ""));
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto constant = [](std::int64_t /*t*/) { return 1.0; };
  const auto falling = [](std::int64_t t) { return 1 / (1 + static_cast<double>(t) / 50); };
  const auto too_fast = [](std::int64_t t) { return std::pow(1 + static_cast<double>(t) / 5, -2); };

  std::cout << fmt::format("The loss above the least one after epochs 1 to 4, mean of {} seeds\nbatch size  rate\n",
                           seeds);
  show("0.05", 10, 0.05, constant, args);
  show("0.005", 1, 0.005, constant, args);
  show("0.2", 10, 0.2, constant, args);
  show("0.2/(1 + t/50)", 10, 0.2, falling, args);
  show("0.2, cosine", 10, 0.2, optim::CosineAnnealingLR{.steps = 600}, args);
  show("0.2/(1 + t/5)²", 10, 0.2, too_fast, args);
}

int main(int argc, char** argv) {
  return program::run({"minibatch-sgd/what-the-noise-leaves", "How far above the least loss a training stays", "7.3"},
                      argc, argv, lesson);
}
