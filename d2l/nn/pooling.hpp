#pragma once

#include <string>

#include "d2l/nn/layer.hpp"
#include "d2l/ops/pooling.hpp"

// Pooling as layers (section 5.4): each calls the op of its name, and has its options.
namespace d2l::nn {

/// The largest number of each window: max_pool2d.
class MaxPool2d : public Layer {
 public:
  explicit MaxPool2d(Size2d kernel_size, const MaxPool2dOptions& options = {})
      : kernel_size_(kernel_size), options_(options) {}
  Tensor<> forward(const Tensor<>& X) override { return max_pool2d(X, kernel_size_, options_); }
  std::string extra_repr() const override;

 private:
  Size2d kernel_size_;
  MaxPool2dOptions options_;
};

/// The mean of each window: avg_pool2d.
class AvgPool2d : public Layer {
 public:
  explicit AvgPool2d(Size2d kernel_size, const AvgPool2dOptions& options = {})
      : kernel_size_(kernel_size), options_(options) {}
  Tensor<> forward(const Tensor<>& X) override { return avg_pool2d(X, kernel_size_, options_); }
  std::string extra_repr() const override;

 private:
  Size2d kernel_size_;
  AvgPool2dOptions options_;
};

/// Means of as many windows as the output has pixels, whatever the input's size: adaptive_avg_pool2d.
class AdaptiveAvgPool2d : public Layer {
 public:
  explicit AdaptiveAvgPool2d(Size2d output_size) : output_size_(output_size) {}
  Tensor<> forward(const Tensor<>& X) override { return adaptive_avg_pool2d(X, output_size_); }
  std::string extra_repr() const override;

 private:
  Size2d output_size_;
};

}  // namespace d2l::nn
