// 5.9 GoogLeNet: docs/05/googlenet.md
#include <array>
#include <iostream>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Four paths side by side, whose channels are joined: windows of 1, 3 and 5 pixels, and a pooling.
struct Inception : nn::Layer {
  using Two = std::array<std::int64_t, 2>;  // channels of a path's first and second convolution

  Inception(std::int64_t in, std::int64_t c1, Two c2, Two c3, std::int64_t c4)
      : p1_1(in, c1, 1),
        p2_1(in, c2[0], 1),
        p2_2(c2[0], c2[1], 3, {.padding = 1}),
        p3_1(in, c3[0], 1),
        p3_2(c3[0], c3[1], 5, {.padding = 2}),
        p4_1(3, {.stride = 1, .padding = 1}),
        p4_2(in, c4, 1) {}

  Tensor<> forward(const Tensor<>& X) override {
    const auto p1 = relu(p1_1(X));
    const auto p2 = relu(p2_2(relu(p2_1(X))));
    const auto p3 = relu(p3_2(relu(p3_1(X))));
    const auto p4 = relu(p4_2(p4_1(X)));
    return cat({p1, p2, p3, p4}, 1);
  }

  void visit(nn::Visitor& v) override {
    v("p1_1", p1_1);
    v("p2_1", p2_1);
    v("p2_2", p2_2);
    v("p3_1", p3_1);
    v("p3_2", p3_2);
    v("p4_1", p4_1);
    v("p4_2", p4_2);
  }

  nn::Conv2d p1_1, p2_1, p2_2, p3_1, p3_2;
  nn::MaxPool2d p4_1;
  nn::Conv2d p4_2;
};

nn::MaxPool2d halve() { return nn::MaxPool2d{3, {.stride = 2, .padding = 1}}; }

nn::Sequential googlenet() {
  nn::Sequential b1{nn::Conv2d{1, 64, 7, {.stride = 2, .padding = 3}}, nn::ReLU{}, halve()};
  nn::Sequential b2{nn::Conv2d{64, 64, 1}, nn::Conv2d{64, 192, 3, {.padding = 1}}, halve()};
  nn::Sequential b3{Inception{192, 64, {96, 128}, {16, 32}, 32}, Inception{256, 128, {128, 192}, {32, 96}, 64},
                    halve()};
  nn::Sequential b4{Inception{480, 192, {96, 208}, {16, 48}, 64},    Inception{512, 160, {112, 224}, {24, 64}, 64},
                    Inception{512, 128, {128, 256}, {24, 64}, 64},   Inception{512, 112, {144, 288}, {32, 64}, 64},
                    Inception{528, 256, {160, 320}, {32, 128}, 128}, halve()};
  nn::Sequential b5{Inception{832, 256, {160, 320}, {32, 128}, 128}, Inception{832, 384, {192, 384}, {48, 128}, 128},
                    GlobalAvgPool2d{}};
  return nn::Sequential{std::move(b1), std::move(b2), std::move(b3),       std::move(b4),
                        std::move(b5), nn::Flatten{}, nn::Linear{1024, 10}};
}

// What a convolution of 1 pixel before one of 5 saves: the third path of the first Inception block.
void show_saving() {
  std::cout << "\nFrom 192 channels to 32 by windows of 5 x 5, at once and by way of 16 channels\n";
  nn::Sequential at_once{nn::Conv2d{192, 32, 5, {.padding = 2}}};
  nn::Sequential by_way{nn::Conv2d{192, 16, 1}, nn::Conv2d{16, 32, 5, {.padding = 2}}};
  show_layers(at_once, {192, 12, 12});
  show_layers(by_way, {192, 12, 12});
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit, args.size);
  auto net = googlenet();
  show_layers(net, {1, args.size, args.size});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  predict_ch3(net, test_iter, epochs, args);
  show_saving();
}

int main(int argc, char** argv) {
  const auto options = program::Options("googlenet", "GoogLeNet: paths side by side", "5.9")
                           .training({.epochs = 5, .batch_size = 128, .lr = 0.001})
                           .data()
                           .size(96, 1)
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}
