// 3.13 Dropout, concise: docs/03/dropout.md
#include <iostream>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);

  // Dropout is a layer: active in training, and after net.eval() it hands on what it gets.
  const auto mask = args.aligned ? nn::Dropout::Mask::uniform : nn::Dropout::Mask::bernoulli;
  const double p1 = args.dropout.at(0), p2 = args.dropout.at(1);  // 0.2 and 0.5, as in the book
  nn::Sequential net{nn::Flatten{},         normal_linear(784, 256), nn::ReLU{},
                     nn::Dropout{p1, mask}, normal_linear(256, 256), nn::ReLU{},
                     nn::Dropout{p2, mask}, normal_linear(256, 10)};
  const nn::CrossEntropyLoss loss{Reduction::none};
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  const auto epochs = train_ch3(net, train_iter, test_iter, loss, {net, trainer}, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args);

  // Whether it is on shows by calling twice: other elements drop out, or none.
  const auto [X, y] = *test_iter.begin();
  const NoGrad no_grad;
  net.train();
  std::cout << "\nthe first score of the first test image, called twice\n  net.train(): " << net(X)(0, 0).item() << ", "
            << net(X)(0, 0).item() << '\n';
  net.eval();
  std::cout << "  net.eval():  " << net(X)(0, 0).item() << ", " << net(X)(0, 0).item() << '\n';
}

int main(int argc, char** argv) {
  const auto options = program::Options("dropout-concise", "Dropout, concise", "3.13")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.5})
                           .dropout({0.2, 0.5})
                           .data()
                           .state()
                           .aligned("the masks")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
