// 7.8 Adam, concise: docs/07/adam.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const Trainer trainer = [&](const auto& parameters, double lr) {
    return optim::Adam(parameters, {.lr = lr, .eps = args.aligned ? 1e-6 : 1e-8});
  };
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"Adam, lr 0.4, 60 steps", trainer, 0.4, 60}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adam-concise", "Adam, concise", "7.8")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.01})
                           .data_of({"table", "airfoil"})
                           .state()
                           .aligned("eps")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
