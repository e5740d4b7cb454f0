// 7.5 Adagrad, concise: docs/07/adagrad.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // Here ε is outside the root, √s + ε. The scratch version's √(s + ε) is the same as an s that starts at ε.
  const Trainer trainer = [&](const auto& parameters, double lr) {
    if (args.aligned) return optim::Adagrad(parameters, {.lr = lr, .initial_accumulator_value = 1e-6, .eps = 0});
    return optim::Adagrad(parameters, {.lr = lr});
  };
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"Adagrad, lr 0.4", trainer, 0.4}, {"Adagrad, lr 2", trainer, 2}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adagrad-concise", "Adagrad, concise", "7.5")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.1})
                           .data_of({"table", "airfoil"})
                           .state()
                           .aligned("the place of eps")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
