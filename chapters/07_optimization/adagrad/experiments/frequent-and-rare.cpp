// 7.5 A frequent and a rare feature, learned by SGD and by Adagrad: docs/07/adagrad.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

constexpr int examples = 1500;
const Shape trials{20000};  // an element for each: its gradient does not depend on the other elements

struct Learner {
  Learner(std::string name, const Trainer& make_trainer, double lr)
      : name(std::move(name)), lr(lr), trainer(make_trainer({w1, w2}, lr)) {}

  // The weights, and what the optimizer keeps, lie behind handles: these stay as they are.
  void learn(const Tensor<>& x1, const Tensor<>& x2, const Tensor<>& y) const {
    const auto l = squared_loss(x1 * w1 + x2 * w2, y).sum();
    trainer->zero_grad();
    l.backward();
    trainer->step();
  }

  std::string name;
  double lr;
  Tensor<> w1 = zeros(trials).requires_grad_(), w2 = zeros(trials).requires_grad_();
  std::unique_ptr<optim::Optimizer> trainer;
};

// How far the weights are from 1: the root of the mean square over all trials.
double distance(const Tensor<>& w) { return std::sqrt(square(w.detach() - 1).mean().item()); }

void lesson(const program::Arguments& /*args*/) {
  const Trainer sgd = [](const auto& parameters, double lr) { return optim::SGD(parameters, {.lr = lr}); };
  const Trainer adagrad = [](const auto& parameters, double lr) { return optim::Adagrad(parameters, {.lr = lr}); };
  std::vector<Learner> learners;
  for (const double lr : {0.05, 0.2, 0.5}) learners.emplace_back("SGD", sgd, lr);
  for (const double lr : {0.2, 0.5}) learners.emplace_back("Adagrad", adagrad, lr);

  for (int i = 0; i < examples; ++i) {
    const auto x1 = randn(trials);
    const auto x2 = (rand(trials) < 0.01F).to<float>();
    const auto y = x1 + x2 + normal(0, 0.5, trials);
    for (auto& learner : learners) learner.learn(x1, x2, y);
  }

  std::cout << fmt::format("\nHow far from 1 the weights are after {} examples, in {} trials\n", examples, trials[0]);
  std::cout << fmt::format("{:<8} {:>4} {:>18} {:>14}\n", "", "rate", "the frequent one", "the rare one");
  for (const auto& [name, lr, w1, w2, trainer] : learners)
    std::cout << fmt::format("{:<8} {:>4} {:>18.2f} {:>14.2f}\n", name, lr, distance(w1), distance(w2));
}

int main(int argc, char** argv) {
  return program::run({"adagrad/frequent-and-rare", "A frequent and a rare feature", "7.5"}, argc, argv, lesson);
}
