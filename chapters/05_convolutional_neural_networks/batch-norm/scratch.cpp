// 5.10 Batch normalization from scratch: docs/05/batch-norm.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Normalizes each feature of X (n, features), or each channel of images X (n, channels, h, w), and then scales and
// shifts it by what is learned.
struct BatchNorm : nn::Layer {
  BatchNorm(std::int64_t features, std::int64_t num_dims)
      : axes(num_dims == 2 ? Dims{0} : Dims{0, 2, 3}),
        gamma(ones(num_dims == 2 ? Shape{1, features} : Shape{1, features, 1, 1})),
        beta(zeros(gamma.shape())),
        moving_mean(zeros(gamma.shape())),
        moving_var(zeros(gamma.shape())) {}

  Tensor<> forward(const Tensor<>& X) override {
    constexpr float eps = 1e-5F;
    if (!training()) return gamma * ((X - moving_mean) / sqrt(moving_var + eps)) + beta;
    const auto mean = X.mean(axes, keepdim);
    const auto var = square(X - mean).mean(axes, keepdim);
    // The new value counts a tenth: the book's momentum of 0.9 weights the old one, PyTorch's 0.1 the new.
    constexpr float momentum = 0.9F;
    moving_mean.mul_(momentum).add_((1 - momentum) * mean.detach());
    moving_var.mul_(momentum).add_((1 - momentum) * var.detach());
    return gamma * ((X - mean) / sqrt(var + eps)) + beta;
  }

  void visit(nn::Visitor& v) override {
    v("gamma", gamma);
    v("beta", beta);
    v("moving_mean", moving_mean);
    v("moving_var", moving_var);
  }

  Dims axes;  // those over which a feature's or a channel's numbers lie
  nn::Parameter gamma, beta;
  nn::Buffer moving_mean, moving_var;
};

// What is kept of batches of mean 3 and variance 3.5: with each of them a tenth of the way there, from 0.
void show_kept() {
  BatchNorm layer{1, 2};
  const auto X = tensor({1, 2, 3, 6}).view({4, 1});
  std::cout << "\nwhat is kept of batches of 1, 2, 3 and 6\nbatches    mean     var\n";
  for (int batch = 1; batch <= 50; ++batch) {
    layer(X);
    if (batch == 1 || batch == 10 || batch == 50)
      std::cout << fmt::format("{:<7} {:>7.4f} {:>7.4f}\n", batch, layer.moving_mean.item(), layer.moving_var.item());
  }
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  nn::Sequential net{nn::Conv2d{1, 6, 5},  BatchNorm{6, 4},   nn::Sigmoid{}, nn::MaxPool2d{2},  // (6, 12, 12)
                     nn::Conv2d{6, 16, 5}, BatchNorm{16, 4},  nn::Sigmoid{}, nn::MaxPool2d{2},  // (16, 4, 4)
                     nn::Flatten{},                                                             // (256)
                     nn::Linear{256, 120}, BatchNorm{120, 2}, nn::Sigmoid{},                    // (120)
                     nn::Linear{120, 84},  BatchNorm{84, 2},  nn::Sigmoid{},                    // (84)
                     nn::Linear{84, 10}};
  show_layers(net, {1, 28, 28});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});

  const auto& first = nn::as<BatchNorm>(net[1]);
  std::cout << "\nthe first normalization\n  gamma " << first.gamma.detach().flatten() << "\n  beta "
            << first.beta.detach().flatten() << "\n  var " << first.moving_var.flatten() << '\n';
  predict_ch3(net, test_iter, epochs, args);
  show_kept();
}

int main(int argc, char** argv) {
  const auto options = program::Options("batch-norm-scratch", "Batch normalization from scratch", "5.10")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.001})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
