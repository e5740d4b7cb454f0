// 3.7 Softmax regression, concise: docs/03/softmax-regression.md
#include <iostream>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);

  // The model ends in scores; weights start from a normal distribution of deviation 0.01, biases at 0.
  nn::Sequential net{nn::Flatten{}, normal_linear(784, 10)};

  // Softmax and cross-entropy in one step, which neither overflows nor takes the logarithm of 0.
  const nn::CrossEntropyLoss loss{Reduction::none};
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  const auto epochs = train_ch3(net, train_iter, test_iter, loss, {net, trainer}, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args);

  // Why the softmax is part of the loss: the formula of 3.6 beside the safe one, for scores that are far apart.
  const auto scores = tensor({{1000, 0, -1000}});
  const auto label = tensor<std::int64_t>({1});
  const auto naive = book::cross_entropy(exp(scores) / exp(scores).sum(1, keepdim), label);
  std::cout << "\nscores 1000, 0, -1000 and label 1: loss " << naive.item() << " by exp, sum and log, "
            << loss(scores, label).item() << " by log-sum-exp\n";
}

int main(int argc, char** argv) {
  const auto options = program::Options("softmax-regression-concise", "Softmax regression, concise", "3.7")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.1})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
