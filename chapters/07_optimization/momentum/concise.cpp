// 7.4 Momentum, concise: docs/07/momentum.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // The lr is outside v here: v ← γ v + g, p ← p - lr·v, which is the same as long as lr does not change.
  const Trainer trainer = [&](const auto& parameters, double lr) {
    return optim::SGD(parameters, {.lr = lr, .momentum = args.aligned ? 0.5 : 0.9});
  };
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  const Trainer plain = [](const auto& parameters, double rate) { return optim::SGD(parameters, {.lr = rate}); };
  plot_regression(regression, {{"gradient descent, lr 0.4", plain, 0.4}, {"momentum 0.9, lr 0.08", trainer, 0.08}},
                  args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("momentum-concise", "Momentum, concise", "7.4")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.004})
                           .data_of({"table", "airfoil"})
                           .state()
                           .aligned("the momentum")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
