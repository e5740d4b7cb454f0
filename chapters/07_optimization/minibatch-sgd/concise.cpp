// 7.3 Minibatch SGD, concise: docs/07/minibatch-sgd.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const Trainer trainer = [](const auto& parameters, double lr) { return optim::SGD(parameters, {.lr = lr}); };
  const auto data = get_data_ch7(args);
  const auto regression = train_concise_ch7(trainer, data, args);
  show_regression(regression, data, args);
  compare_batch_sizes(train_concise_ch7, trainer, data, regression, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("minibatch-sgd-concise", "Minibatch SGD, concise", "7.3")
                           .training({.epochs = 2, .batch_size = 10, .lr = 0.05})
                           .data_of({"table", "airfoil"})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
