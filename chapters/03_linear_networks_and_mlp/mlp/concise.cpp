// 3.10 The multilayer perceptron, concise: docs/03/mlp.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  nn::Sequential net{nn::Flatten{}, normal_linear(784, 256), nn::ReLU{}, normal_linear(256, 10)};
  const nn::CrossEntropyLoss loss{Reduction::none};
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  const auto epochs = train_ch3(net, train_iter, test_iter, loss, {net, trainer}, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("mlp-concise", "The multilayer perceptron, concise", "3.10")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.5})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
