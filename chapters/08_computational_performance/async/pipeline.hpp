#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include <d2l/core/tensor.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/nn/loss.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/optim/sgd.hpp>

namespace d2l {

/// A batch's memory, on the CPU. It is filled again and again, so that no thread gives back what another one has taken:
/// each thread keeps for itself what it gives back.
struct Batch {
  Tensor<> X;
  Tensor<std::int64_t> y;
};

/// A training in two stages: batches of images are prepared, and a network with one hidden layer is trained with them.
class Pipeline {
 public:
  /// On images, which must outlive it, scaled to this size in pixels. `wait` comes before each batch, as for a disk or
  /// a network.
  Pipeline(const FashionMnist& images, Size2d pixels, std::chrono::milliseconds wait, Device device);

  std::int64_t batches() const { return batches_; }
  std::int64_t batch_size() const { return batch_size_; }
  Batch empty_batch() const;

  /// Waits, gathers the images of the i-th batch, scales them, and writes them into `batch`, all on the CPU.
  void prepare(std::int64_t i, const Batch& batch) const;
  /// A step of the training, on the device.
  void train(const Batch& batch);
  /// The losses of the batches so far.
  const std::vector<float>& losses() const { return losses_; }

 private:
  const FashionMnist& images_;
  Size2d pixels_;
  std::chrono::milliseconds wait_;
  Device device_;
  std::int64_t batch_size_, batches_;
  Tensor<std::int64_t> order_;
  nn::Sequential net_;
  nn::CrossEntropyLoss loss_;
  optim::SGD trainer_;
  std::vector<float> losses_;
};

}  // namespace d2l
