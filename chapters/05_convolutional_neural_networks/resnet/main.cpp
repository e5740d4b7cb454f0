// 5.11 ResNet: docs/05/resnet.md
#include <iostream>
#include <optional>

#include <fmt/format.h>

#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Two convolutions that learn what is to be added to X. Where they change its shape, a convolution of 1 pixel gives X
// that shape, too.
struct Residual : nn::Layer {
  Residual(std::int64_t in, std::int64_t out, bool use_1x1conv = false, std::int64_t stride = 1)
      : conv1(in, out, 3, {.stride = stride, .padding = 1}), conv2(out, out, 3, {.padding = 1}), bn1(out), bn2(out) {
    if (use_1x1conv) conv3.emplace(in, out, 1, Conv2dOptions{.stride = stride});
  }

  Tensor<> forward(const Tensor<>& X) override {
    const auto Y = bn2(conv2(relu(bn1(conv1(X)))));
    return relu(Y + (conv3 ? (*conv3)(X) : X));
  }

  void visit(nn::Visitor& v) override {
    v("conv1", conv1);
    v("conv2", conv2);
    if (conv3) v("conv3", *conv3);
    v("bn1", bn1);
    v("bn2", bn2);
  }

  nn::Conv2d conv1, conv2;
  std::optional<nn::Conv2d> conv3;
  nn::BatchNorm2d bn1, bn2;
};

// ResNet-18.
nn::Sequential resnet() {
  nn::Sequential net{nn::Conv2d{1, 64, 7, {.stride = 2, .padding = 3}}, nn::BatchNorm2d{64}, nn::ReLU{},
                     nn::MaxPool2d{3, {.stride = 2, .padding = 1}}};
  net.append(nn::Sequential{Residual{64, 64}, Residual{64, 64}});  // 64 stay 64: X can be added as it is
  for (const std::int64_t in : {64, 128, 256})
    net.append(nn::Sequential{Residual{in, 2 * in, true, 2}, Residual{2 * in, 2 * in}});
  net.append(GlobalAvgPool2d{});
  net.append(nn::Flatten{});
  net.append(nn::Linear{512, 10});
  return net;
}

// How long the gradient is that comes back through this many convolutions, as a multiple of the one that went in. Each
// convolution gives either what it computes or, as a residual block does, its input and what it computes.
double gradient_through(int layers, bool residual) {
  const auto X = rand({1, 16, 12, 12}).requires_grad_();
  auto Y = X;
  for (int i = 0; i < layers; ++i) {
    nn::Conv2d conv(16, 16, 3, {.padding = 1});
    const auto F = relu(conv(Y));
    Y = residual ? Y + F : F;
  }
  const auto gradient = randn(Y.shape());
  Y.backward(gradient);
  return norm(X.grad()).item() / norm(gradient).item();
}

void show_gradients() {
  headline("How long a gradient comes back through convolutions");
  std::cout << "layers      plain   residual\n";
  for (const int layers : {1, 2, 5, 10, 20, 50})
    std::cout << fmt::format("{:>6}  {:>9.1e}  {:>9.1e}\n", layers, gradient_through(layers, false),
                             gradient_through(layers, true));
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = resnet();
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);

  manual_seed(args.seed);  // so that what follows is the same after any training
  headline("What a block makes of the shape of its input");
  const auto X = rand({4, 3, 6, 6});
  SHOW(Residual(3, 3)(X).shape());
  SHOW(Residual(3, 6, true, 2)(X).shape());
  SHOW_ERROR(Residual(3, 6)(X));
  show_gradients();
}

int main(int argc, char** argv) {
  const auto options = program::Options("resnet", "ResNet: blocks that learn what to add", "5.11")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.001})
                           .data()
                           .size(96, 1)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
