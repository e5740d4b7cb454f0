// 7.8 One step of Adam and of AdamW with weight decay, from a weight of 1: docs/07/adam.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// Where one step leads from a weight of 1, where the gradient of the loss is g.
float after_a_step(const Trainer& trainer, double g) {
  const auto w = ones({1}).requires_grad_();
  (g * w).backward();
  trainer({w}, 0.01)->step();
  return w.item();
}

void lesson(const program::Arguments& /*args*/) {
  const Trainer sgd = [](const auto& w, double lr) { return optim::SGD(w, {.lr = lr, .weight_decay = 0.1}); };
  const Trainer adam = [](const auto& w, double lr) { return optim::Adam(w, {.lr = lr}); };
  const Trainer decayed = [](const auto& w, double lr) { return optim::Adam(w, {.lr = lr, .weight_decay = 0.1}); };
  const Trainer adamw = [](const auto& w, double lr) { return optim::AdamW(w, {.lr = lr, .weight_decay = 0.1}); };

  std::cout << "\nwhere one step leads from a weight of 1: lr 0.01, weight decay 0.1\n";
  std::cout << "gradient   SGD, decay   Adam, none   Adam, decay   AdamW, decay\n";
  for (const double g : {1.0, 0.01, 0.0})
    std::cout << fmt::format("{:>8}{:>13.4f}{:>13.4f}{:>14.4f}{:>15.4f}\n", g, after_a_step(sgd, g),
                             after_a_step(adam, g), after_a_step(decayed, g), after_a_step(adamw, g));
}

int main(int argc, char** argv) {
  return program::run({"adam/decay", "One step of Adam and of AdamW with weight decay", "7.8"}, argc, argv, lesson);
}
