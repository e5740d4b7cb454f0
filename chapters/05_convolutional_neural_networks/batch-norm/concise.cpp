// 5.10 Batch normalization, concise: docs/05/batch-norm.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/book/gradient_lengths.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// LeNet, with a normalization before each activation.
nn::Sequential normalized_lenet() {
  return nn::Sequential{nn::Conv2d{1, 6, 5},  nn::BatchNorm2d{6},   nn::Sigmoid{}, nn::MaxPool2d{2},  // (6, 12, 12)
                        nn::Conv2d{6, 16, 5}, nn::BatchNorm2d{16},  nn::Sigmoid{}, nn::MaxPool2d{2},  // (16, 4, 4)
                        nn::Flatten{},                                                                // (256)
                        nn::Linear{256, 120}, nn::BatchNorm1d{120}, nn::Sigmoid{},                    // (120)
                        nn::Linear{120, 84},  nn::BatchNorm1d{84},  nn::Sigmoid{},                    // (84)
                        nn::Linear{84, 10}};
}

// How long the gradients are before the first step; that of a bias in front of a normalization is rounding error.
void show_first_gradients(const ImageDataset& images, const program::Arguments& args) {
  manual_seed(args.seed);  // the initial weights of the training
  auto net = normalized_lenet();
  std::cout << "\nhow long the gradients of the weights are at the start, from the first layer to the last\n";
  show_gradient_lengths("sigmoid", net, images.first(args.batch_size));
  std::cout << fmt::format("  and of the first bias {:.1e}\n", norm(nn::as<nn::Conv2d>(net[0]).bias.grad()).item());
}

// What is kept of batches of mean 3 and variance 3.5 (4.6667 with n - 1): with each a tenth of the way there, from 0
// and 1.
void show_kept() {
  nn::BatchNorm1d layer{1};
  const auto X = tensor({1, 2, 3, 6}).view({4, 1});
  std::cout << "\nwhat is kept of batches of 1, 2, 3 and 6\nbatches    mean     var\n";
  for (int batch = 1; batch <= 50; ++batch) {
    layer(X);
    if (batch == 1 || batch == 10 || batch == 50)
      std::cout << fmt::format("{:<7} {:>7.4f} {:>7.4f}\n", batch, layer.running_mean.item(), layer.running_var.item());
  }
}

// In training, an image's scores depend on the rest of its batch; in evaluation they are its own.
void show_modes(nn::Sequential& net, const Tensor<>& X) {
  const NoGrad no_grad;
  const auto two = X.slice(0, 0, 2), one = X.slice(0, 0, 1);
  std::cout << "\nthe first score of the first test image, in a batch of " << X.size(0) << " and in one of 2\n";
  net.train();
  std::cout << "  net.train(): " << net(X)(0, 0).item() << ", " << net(two)(0, 0).item() << '\n';
  net.eval();
  std::cout << "  net.eval():  " << net(X)(0, 0).item() << ", " << net(two)(0, 0).item() << '\n';
  net.train();
  SHOW_ERROR(net(one));
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  auto net = normalized_lenet();
  show_layers(net, {1, 28, 28});
  if (args.aligned)
    for (const std::size_t i : {1U, 5U, 10U, 13U}) nn::as<nn::BatchNorm>(net[i]).running_var.zero_();

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});

  const auto& first = nn::as<nn::BatchNorm2d>(net[1]);
  std::cout << "\nthe first normalization\n  gamma " << first.weight.detach() << "\n  beta " << first.bias.detach()
            << "\n  var " << first.running_var << '\n';
  predict_ch3(net, test_iter, epochs, args);

  show_first_gradients(train_iter.dataset(), args);
  show_kept();
  show_modes(net, (*test_iter.begin()).first);
}

int main(int argc, char** argv) {
  const auto options = program::Options("batch-norm-concise", "Batch normalization, concise", "5.10")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.001})
                           .data()
                           .state()
                           .aligned("the start of the kept variances")
                           .figure();
  return program::run(options, argc, argv, lesson);
}
