// 7.7 Adadelta, concise: docs/07/adadelta.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const Trainer trainer = [&](const auto& parameters, double lr) {
    return optim::Adadelta(parameters, {.lr = lr, .rho = 0.9, .eps = args.aligned ? 1e-5 : 1e-6});
  };
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  plot_regression(regression, {{"Adadelta, 400 steps", trainer, 1, 400}, {"Adadelta, 20 steps", trainer, 1}}, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("adadelta-concise", "Adadelta, concise", "7.7")
                           .training({.epochs = 2, .batch_size = 10, .lr = 1})
                           .data_of({"table", "airfoil"})
                           .state()
                           .aligned("eps")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
