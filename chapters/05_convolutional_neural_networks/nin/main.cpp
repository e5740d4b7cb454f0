// 5.8 Network in network: docs/05/nin.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// A convolution, and two with a kernel of 1: a small network that goes over the image pixel by pixel.
void append_nin_block(nn::Sequential& net, std::int64_t in_channels, std::int64_t out_channels, Size2d kernel_size,
                      const Conv2dOptions& options) {
  net.append(nn::Conv2d{in_channels, out_channels, kernel_size, options});
  net.append(nn::ReLU{});
  for (int i = 0; i < 2; ++i) {
    net.append(nn::Conv2d{out_channels, out_channels, 1});
    net.append(nn::ReLU{});
  }
}

nn::Sequential nin() {
  nn::Sequential net;
  append_nin_block(net, 1, 96, 11, {.stride = 4});
  net.append(nn::MaxPool2d{3, {.stride = 2}});
  append_nin_block(net, 96, 256, 5, {.padding = 2});
  net.append(nn::MaxPool2d{3, {.stride = 2}});
  append_nin_block(net, 256, 384, 3, {.padding = 1});
  net.append(nn::MaxPool2d{3, {.stride = 2}});
  net.append(nn::Dropout{0.5});
  append_nin_block(net, 384, 10, 3, {.padding = 1});  // a channel for each class, whose mean is its score
  net.append(GlobalAvgPool2d{});
  net.append(nn::Flatten{});
  return net;
}

// What the layers before the global pooling make of an image: a map for each class.
Tensor<> class_maps(const nn::Sequential& net, Tensor<> X) {
  for (const auto& layer : net) {
    if (layer->name() == "GlobalAvgPool2d") break;
    X = layer(X);
  }
  return X[0];
}

// The score of a class is the mean of its map.
void show_scores(nn::Sequential& net, const ImageDataset& test) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net);
  const auto X = test.first(1).first;
  const Tensor<> maps = class_maps(net, X), scores = net(X)[0];
  std::cout << fmt::format("\nThe maps of the first test image, {} x {} numbers each\n", maps.size(1), maps.size(2))
            << "class            mean   maximum     score\n";
  for (std::int64_t i = 0; i < maps.size(0); ++i)
    std::cout << fmt::format("{:<12} {:>8.4f}  {:>8.4f}  {:>8.4f}\n", test.class_names()[static_cast<std::size_t>(i)],
                             maps[i].mean().item(), maps[i].max().item(), scores[i].item());
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = nin();
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);
  show_scores(net, test_iter.dataset());
}

int main(int argc, char** argv) {
  const auto options = program::Options("nin", "NiN: small networks within a network", "5.8")
                           .training({.epochs = 5, .batch_size = 128, .lr = 0.002})
                           .data()
                           .size(224, 67)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
