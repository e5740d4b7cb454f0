// 3.6 Softmax regression from scratch: docs/03/softmax-regression.md
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // The images in batches; each image, 28 × 28 pixels, is a vector of 784 numbers.
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  constexpr int num_inputs = 784, num_outputs = 10;

  // The model parameters.
  auto W = normal(0, 0.01, {num_inputs, num_outputs}).requires_grad_();
  auto b = zeros({num_outputs}).requires_grad_();

  // Softmax: scores become positive, and each row sums to 1.
  auto softmax = [](const Tensor<>& X) {
    auto X_exp = exp(X);
    auto partition = X_exp.sum(1, keepdim);
    return X_exp / partition;  // broadcasting: each row is divided by its own sum
  };

  // The model.
  auto net = [&](const Tensor<>& X) { return softmax(matmul(X.view({-1, num_inputs}), W) + b); };

  // The loss of each example: minus the logarithm of the probability given to its label.
  auto cross_entropy = [](const Tensor<>& y_hat, const Tensor<std::int64_t>& y) {
    return -log(y_hat.gather(1, y.view({-1, 1})));
  };

  // Training by minibatch stochastic gradient descent, `sgd` of section 3.2.
  const Updater updater({{"W", W}, {"b", b}}, args.lr);
  const auto epochs = train_ch3(net, train_iter, test_iter, cross_entropy, updater, args);
  program::save_record(args, epochs);

  // Prediction. In the figure, too: what a class looks for, its column of W as an image.
  const auto templates = [&](plot::Figure& figure) {
    show_maps(figure, W.detach().transpose(0, 1).reshape({num_outputs, 28, 28}), test_iter.dataset().class_names());
  };
  predict_ch3(net, test_iter, epochs, args, 10, templates);
}

int main(int argc, char** argv) {
  const auto options = program::Options("softmax-regression-scratch", "Softmax regression from scratch", "3.6")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.1})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
