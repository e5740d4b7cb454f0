// 3.13 Dropout from scratch: docs/03/dropout.md
#include <iostream>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Each element becomes 0 with probability drop_prob; the others are divided by the probability that they stay, so that
// the expectation of each element is what it was.
Tensor<> dropout(const Tensor<>& X, double drop_prob) {
  const double keep_prob = 1 - drop_prob;
  if (keep_prob == 0) return 0 * X;  // with gradients, which are 0
  const auto mask = (rand(X.shape()) < keep_prob).to<float>();
  return mask * X / keep_prob;
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  constexpr int num_inputs = 784, num_hiddens1 = 256, num_hiddens2 = 256, num_outputs = 10;

  // The model parameters: three layers.
  auto W1 = normal(0, 0.01, {num_inputs, num_hiddens1}).requires_grad_();
  auto b1 = zeros({num_hiddens1}).requires_grad_();
  auto W2 = normal(0, 0.01, {num_hiddens1, num_hiddens2}).requires_grad_();
  auto b2 = zeros({num_hiddens2}).requires_grad_();
  auto W3 = normal(0, 0.01, {num_hiddens2, num_outputs}).requires_grad_();
  auto b3 = zeros({num_outputs}).requires_grad_();

  // The model: dropout after each hidden layer, less near the input, and only in training.
  const double drop_prob1 = args.dropout.at(0), drop_prob2 = args.dropout.at(1);  // 0.2 and 0.5, as in the book
  auto net = [&](const Tensor<>& X, bool is_training) {
    auto H1 = relu(matmul(X.view({-1, num_inputs}), W1) + b1);
    if (is_training) H1 = dropout(H1, drop_prob1);
    auto H2 = relu(matmul(H1, W2) + b2);
    if (is_training) H2 = dropout(H2, drop_prob2);
    return matmul(H2, W3) + b3;
  };

  const nn::CrossEntropyLoss loss{Reduction::none};
  const Updater updater({{"W1", W1}, {"b1", b1}, {"W2", W2}, {"b2", b2}, {"W3", W3}, {"b3", b3}}, args.lr);
  const auto epochs = train_ch3(net, train_iter, test_iter, loss, updater, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args);

  // What dropout keeps: the mean over many elements, whatever the probability.
  std::cout << "\nthe mean of 1,000,000 ones after dropout\n";
  for (const double drop_prob : {0.0, 0.2, 0.5, 0.9})
    std::cout << "  of " << drop_prob << ": " << dropout(ones({1000, 1000}), drop_prob).mean().item() << '\n';
}

int main(int argc, char** argv) {
  const auto options = program::Options("dropout-scratch", "Dropout from scratch", "3.13")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.5})
                           .dropout({0.2, 0.5})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
