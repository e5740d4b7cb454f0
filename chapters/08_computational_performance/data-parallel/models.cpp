#include "models.hpp"

#include <utility>

using namespace d2l;

namespace {

nn::Sequential mlp() {
  return nn::Sequential{nn::Flatten{}, normal_linear(784, 256), nn::ReLU{}, normal_linear(256, 10)};
}

nn::Sequential dropout() {
  return nn::Sequential{nn::Flatten{},    normal_linear(784, 256), nn::ReLU{},
                        nn::Dropout{0.2}, normal_linear(256, 256), nn::ReLU{},
                        nn::Dropout{0.5}, normal_linear(256, 10)};
}

nn::Sequential lenet() {
  return nn::Sequential{nn::Conv2d{1, 6, 5},  nn::BatchNorm2d{6},   nn::Sigmoid{},        nn::MaxPool2d{2},
                        nn::Conv2d{6, 16, 5}, nn::BatchNorm2d{16},  nn::Sigmoid{},        nn::MaxPool2d{2},
                        nn::Flatten{},        nn::Linear{256, 120}, nn::BatchNorm1d{120}, nn::Sigmoid{},
                        nn::Linear{120, 84},  nn::BatchNorm1d{84},  nn::Sigmoid{},        nn::Linear{84, 10}};
}

template <class Optimizer>
Model with(nn::Sequential net, double lr) {
  auto trainer = std::make_unique<Optimizer>(net.parameters(), typename Optimizer::Options{.lr = lr});
  return {std::move(net), std::move(trainer)};
}

}  // namespace

Model make_model(const std::string& name, double lr) {
  if (name == "mlp") return with<optim::SGD>(mlp(), lr);
  if (name == "dropout") return with<optim::SGD>(dropout(), lr);
  return with<optim::Adam>(lenet(), lr);
}
