// 5.7 VGG: docs/05/vgg.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Some convolutions that keep the images' size, and a pooling that halves it.
void append_vgg_block(nn::Sequential& net, int num_convs, std::int64_t in_channels, std::int64_t out_channels) {
  for (int i = 0; i < num_convs; ++i) {
    net.append(nn::Conv2d{i == 0 ? in_channels : out_channels, out_channels, 3, {.padding = 1}});
    net.append(nn::ReLU{});
  }
  net.append(nn::MaxPool2d{2});
}

// VGG-11 with an eighth of its channels, as in the section.
nn::Sequential vgg(std::int64_t size) {
  struct Block {
    int num_convs;
    std::int64_t channels;
  };
  constexpr std::int64_t ratio = 8, hidden = 4096 / ratio;
  nn::Sequential net;
  std::int64_t channels = 1, side = size;
  for (const auto& block : {Block{1, 64}, Block{1, 128}, Block{2, 256}, Block{2, 512}, Block{2, 512}}) {
    append_vgg_block(net, block.num_convs, channels, block.channels / ratio);
    channels = block.channels / ratio;
    side /= 2;
  }
  net.append(nn::Flatten{});
  net.append(nn::Linear{channels * side * side, hidden});
  net.append(nn::ReLU{});
  net.append(nn::Dropout{0.5});
  net.append(nn::Linear{hidden, hidden});
  net.append(nn::ReLU{});
  net.append(nn::Dropout{0.5});
  net.append(nn::Linear{hidden, 10});
  return net;
}

// The side of the square of pixels that a pixel in the middle of the output is computed from: those with a gradient.
std::int64_t side_seen(nn::Sequential& convolutions) {
  constexpr std::int64_t size = 15;
  const auto X = zeros({1, 1, size, size}).requires_grad_();
  convolutions(X)[0][0][size / 2][size / 2].backward();
  return any(X.grad()[0][0] != 0, 1).to<std::int64_t>().sum().item();
}

void show_stack(int num_convs, std::int64_t kernel_size) {
  nn::Sequential convolutions;
  for (int i = 0; i < num_convs; ++i)
    convolutions.append(nn::Conv2d{1, 1, kernel_size, {.padding = kernel_size / 2}, false});
  const auto side = side_seen(convolutions);
  std::cout << fmt::format("  {} of {} x {}: {} x {} pixels, by {} weights\n", num_convs, kernel_size, kernel_size,
                           side, side, count_parameters(convolutions));
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = vgg(args.size);
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);

  std::cout << "\nWhat a pixel sees through convolutions of one channel\n";
  show_stack(1, 5);
  show_stack(2, 3);
  show_stack(1, 7);
  show_stack(3, 3);
}

int main(int argc, char** argv) {
  const auto options = program::Options("vgg", "VGG: a network of repeated blocks", "5.7")
                           .training({.epochs = 5, .batch_size = 64, .lr = 0.001})
                           .data()
                           .size(224, 32)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
