// 7.6 RMSProp, concise: docs/07/rmsprop.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // It adds its ε outside the root, √s + ε; aligned, ε is inside.
  const Trainer concise = [](const auto& parameters, double lr) {
    return optim::RMSprop(parameters, {.lr = lr, .alpha = 0.9});
  };
  const auto trainer = args.aligned ? rmsprop_with_eps_inside(0.9, 1e-6) : concise;
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"RMSprop, lr 0.4", trainer, 0.4}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("rmsprop-concise", "RMSProp, concise", "7.6")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.01})
                           .data_of({"table", "airfoil"})
                           .state()
                           .aligned("the update")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
