#pragma once

#include "d2l/nn/layer.hpp"
#include "d2l/ops/pooling.hpp"

namespace d2l {

/// The mean of each channel: an average pooling whose window is the whole image (section 5.8; Lin, Chen and Yan 2014,
/// arXiv:1312.4400). (n, c, h, w) becomes (n, c, 1, 1).
struct GlobalAvgPool2d : nn::Layer {
  Tensor<> forward(const Tensor<>& X) override { return adaptive_avg_pool2d(X, 1); }
};

}  // namespace d2l
