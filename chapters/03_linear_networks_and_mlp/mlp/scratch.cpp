// 3.9 The multilayer perceptron from scratch: docs/03/mlp.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  constexpr int num_inputs = 784, num_hiddens = 256, num_outputs = 10;

  // The model parameters: two layers.
  auto W1 = normal(0, 0.01, {num_inputs, num_hiddens}).requires_grad_();
  auto b1 = zeros({num_hiddens}).requires_grad_();
  auto W2 = normal(0, 0.01, {num_hiddens, num_outputs}).requires_grad_();
  auto b2 = zeros({num_outputs}).requires_grad_();

  // The activation, without which two linear layers would be one.
  auto relu = [](const Tensor<>& X) { return maximum(X, zeros_like(X)); };

  // The model.
  auto net = [&](const Tensor<>& X) {
    const auto H = relu(matmul(X.view({-1, num_inputs}), W1) + b1);
    return matmul(H, W2) + b2;
  };

  // The safe cross-entropy of section 3.7, from scores. The losses are summed and sgd divides once, by the batch size:
  // dividing a mean once more, as the book's code does, is what makes it need a learning rate of 100 instead of 0.5.
  const nn::CrossEntropyLoss loss{Reduction::none};
  const Updater updater({{"W1", W1}, {"b1", b1}, {"W2", W2}, {"b2", b2}}, args.lr);
  const auto epochs = train_ch3(net, train_iter, test_iter, loss, updater, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("mlp-scratch", "The multilayer perceptron from scratch", "3.9")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.5})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
