#include "pipeline.hpp"

#include <algorithm>
#include <thread>

#include <d2l/autograd/backward.hpp>
#include <d2l/data/epoch_order.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/system/interrupt.hpp>

namespace d2l {
namespace {

constexpr std::int64_t most_images = 256, most_batches = 20;

nn::Sequential network(Size2d pixels, Device device) {
  nn::Sequential net{nn::Flatten{}, nn::Linear{pixels.height * pixels.width, 256}, nn::ReLU{}, nn::Linear{256, 10}};
  net.to(device);
  return net;
}

}  // namespace

Pipeline::Pipeline(const FashionMnist& images, Size2d pixels, std::chrono::milliseconds wait, Device device)
    : images_(images),
      pixels_(pixels),
      wait_(wait),
      device_(device),
      batch_size_(std::min(most_images, images.size())),
      batches_(std::min(most_batches, images.size() / batch_size_)),
      order_(epoch_order(images.size(), Order::sampled)),
      net_(network(pixels, device)),
      trainer_(net_.parameters(), {.lr = 0.1}) {}

Batch Pipeline::empty_batch() const {
  return {empty({batch_size_, 1, pixels_.height, pixels_.width}), empty<std::int64_t>({batch_size_})};
}

void Pipeline::prepare(std::int64_t i, const Batch& batch) const {
  if (wait_.count() > 0) std::this_thread::sleep_for(wait_);
  const auto [X, y] = images_.batch(order_.slice(0, i * batch_size_, (i + 1) * batch_size_));
  batch.X.copy_(X);
  batch.y.copy_(y);
}

void Pipeline::train(const Batch& batch) {
  check_interrupt();
  const auto l = loss_(net_(batch.X.to(device_)), batch.y.to(device_));
  trainer_.zero_grad();
  l.backward();
  trainer_.step();
  losses_.push_back(l.item());
}

}  // namespace d2l
