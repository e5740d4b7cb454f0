// 5.6 AlexNet: docs/05/alexnet.md
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Images of `size` pixels on each side leave the last pooling with this many: 224 become 5.
std::int64_t side_after_poolings(std::int64_t size) {
  const auto pooled = [](std::int64_t n) { return (n - 3) / 2 + 1; };
  return pooled(pooled(pooled((size - 11) / 4 + 1)));
}

nn::Sequential alexnet(std::int64_t size) {
  const auto side = side_after_poolings(size);
  return nn::Sequential{
      nn::Conv2d{1, 96, 11, {.stride = 4}},  // (96, 54, 54) for images of 224 pixels
      nn::ReLU{},
      nn::MaxPool2d{3, {.stride = 2}},  // (96, 26, 26)
      // Smaller windows, padded so that the images keep their size, and more channels.
      nn::Conv2d{96, 256, 5, {.padding = 2}},
      nn::ReLU{},
      nn::MaxPool2d{3, {.stride = 2}},  // (256, 12, 12)
      nn::Conv2d{256, 384, 3, {.padding = 1}},
      nn::ReLU{},
      nn::Conv2d{384, 384, 3, {.padding = 1}},
      nn::ReLU{},
      nn::Conv2d{384, 256, 3, {.padding = 1}},
      nn::ReLU{},
      nn::MaxPool2d{3, {.stride = 2}},  // (256, 5, 5)
      // Most of the parameters are here; dropout keeps them from learning the images by heart.
      nn::Flatten{},
      nn::Linear{256 * side * side, 4096},
      nn::ReLU{},
      nn::Dropout{0.5},
      nn::Linear{4096, 4096},
      nn::ReLU{},
      nn::Dropout{0.5},
      nn::Linear{4096, 10},
  };
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = alexnet(args.size);
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);
}

int main(int argc, char** argv) {
  const auto options = program::Options("alexnet", "AlexNet: a deep network of convolutions", "5.6")
                           .training({.epochs = 5, .batch_size = 128, .lr = 0.001})
                           .data()
                           .size(224, 67)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
