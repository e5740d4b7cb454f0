// 5.7 How far a pixel behind each block of VGG-11 sees, by the formula and by the gradient: docs/05/vgg.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// The side of the square of pixels that the pixel in the middle of the output is computed from: those with a gradient.
std::int64_t side_by_gradient(nn::Sequential& net) {
  const auto X = zeros({1, 1, 224, 224}).requires_grad_();
  const auto Y = net(X)[0][0];
  Y[Y.size(0) / 2][Y.size(1) / 2].backward();
  return any(X.grad()[0][0] != 0, 1).to<std::int64_t>().sum().item();
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  std::cout << "behind block   side by the formula   by the gradient\n";
  nn::Sequential net;
  // The side of the field, and the way from one place to the next, both in pixels of the image.
  std::int64_t side = 1, step = 1;
  int block = 0;
  for (const int num_convs : {1, 1, 2, 2, 2}) {
    for (int i = 0; i < num_convs; ++i) {
      net.append(nn::Conv2d{1, 1, 3, {.padding = 1}});
      side += 2 * step;
    }
    net.append(nn::AvgPool2d{2});  // a maximum would hand its gradient to one pixel only
    side += step;
    step *= 2;
    std::cout << fmt::format("{:>12}{:>22}{:>18}\n", ++block, side, side_by_gradient(net));
  }
}

int main(int argc, char** argv) {
  return program::run({"vgg/receptive-field", "How far a pixel behind each block of VGG-11 sees", "5.7"}, argc, argv,
                      lesson);
}
