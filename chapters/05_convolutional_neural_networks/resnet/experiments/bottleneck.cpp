// 5.11 A bottleneck block, and the wider one of ResNeXt: docs/05/resnet.md
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// c channels become b, which the windows work on in g groups, and then c again, so that X can be added.
struct Bottleneck : nn::Layer {
  Bottleneck(std::int64_t c, std::int64_t b, std::int64_t g)
      : conv1(c, b, 1), conv2(b, b, 3, {.padding = 1, .groups = g}), conv3(b, c, 1), bn1(b), bn2(b), bn3(c) {}

  Tensor<> forward(const Tensor<>& X) override {
    const auto Y = relu(bn2(conv2(relu(bn1(conv1(X))))));
    return relu(X + bn3(conv3(Y)));
  }

  void visit(nn::Visitor& v) override {
    v("conv1", conv1);
    v("conv2", conv2);
    v("conv3", conv3);
    v("bn1", bn1);
    v("bn2", bn2);
    v("bn3", bn3);
  }

  nn::Conv2d conv1, conv2, conv3;
  nn::BatchNorm2d bn1, bn2, bn3;
};

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  nn::Sequential blocks{Bottleneck{256, 64, 1}, Bottleneck{256, 128, 32}};
  show_layers(blocks, {256, 12, 12});
}

int main(int argc, char** argv) {
  return program::run({"resnet/bottleneck", "A bottleneck block, and the wider one of ResNeXt", "5.11"}, argc, argv,
                      lesson);
}
