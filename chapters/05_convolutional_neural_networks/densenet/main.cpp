// 5.12 DenseNet: docs/05/densenet.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Convolutions that each see all channels before them, and add some of their own.
struct DenseBlock : nn::Layer {
  DenseBlock(int num_convs, std::int64_t in_channels, std::int64_t growth_rate) {
    for (int i = 0; i < num_convs; ++i) {
      const auto channels = in_channels + i * growth_rate;
      net.append(
          nn::Sequential{nn::BatchNorm2d{channels}, nn::ReLU{}, nn::Conv2d{channels, growth_rate, 3, {.padding = 1}}});
    }
  }

  Tensor<> forward(const Tensor<>& X) override {
    auto Y = X;
    for (const auto& block : net) Y = cat({Y, block(Y)}, 1);
    return Y;
  }

  void visit(nn::Visitor& v) override { v("net", net); }

  nn::ModuleList net;
};

// Halves the channels with a convolution of 1 pixel, and the images' sides with a pooling.
nn::Sequential transition_block(std::int64_t channels) {
  return nn::Sequential{nn::BatchNorm2d{channels}, nn::ReLU{}, nn::Conv2d{channels, channels / 2, 1}, nn::AvgPool2d{2}};
}

nn::Sequential densenet() {
  nn::Sequential net{nn::Conv2d{1, 64, 7, {.stride = 2, .padding = 3}}, nn::BatchNorm2d{64}, nn::ReLU{},
                     nn::MaxPool2d{3, {.stride = 2, .padding = 1}}};
  constexpr int blocks = 4, convs_in_block = 4;
  constexpr std::int64_t growth_rate = 32;
  std::int64_t channels = 64;
  for (int i = 0; i < blocks; ++i) {
    net.append(DenseBlock{convs_in_block, channels, growth_rate});
    channels += convs_in_block * growth_rate;
    if (i + 1 == blocks) break;
    net.append(transition_block(channels));
    channels /= 2;
  }
  net.append(nn::BatchNorm2d{channels});
  net.append(nn::ReLU{});
  net.append(GlobalAvgPool2d{});
  net.append(nn::Flatten{});
  net.append(nn::Linear{channels, 10});
  return net;
}

// The convolutions, by their weights. In a dense block each sees more channels than the one before it.
void show_convolutions(const nn::Sequential& net) {
  headline("The convolutions: from how many channels to how many");
  std::cout << "name           from    to   window\n";
  for (const auto& [name, weight] : net.named_parameters())
    if (weight.dim() == 4)
      std::cout << fmt::format("{:<13} {:>5} {:>5}    {} x {}\n", name.substr(0, name.rfind('.')), weight.size(1),
                               weight.size(0), weight.size(2), weight.size(3));
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = densenet();
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);
  show_convolutions(net);

  headline("What a dense block and a transition make of the shape of their input");
  const auto X = rand({4, 4, 8, 8});
  SHOW(DenseBlock(2, 4, 10)(X).shape());
  SHOW(transition_block(24)(DenseBlock(2, 4, 10)(X)).shape());
}

int main(int argc, char** argv) {
  const auto options = program::Options("densenet", "DenseNet: each layer sees all before it", "5.12")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.001})
                           .data()
                           .size(96, 32)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
