#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/windows.hpp"

// Convolutions of few channels, such as LeNet's, where oneDNN takes longer to bring the numbers into its own order than
// to compute: here they are computed where they lie. For float, stride 1, no dilation and one group.
namespace d2l::kernels::direct {

/// Whether such a convolution of X (n, c, h, w) by W is faster than oneDNN's: forward, and on the two ways back.
bool suits_forward(const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows, std::int64_t groups);
bool suits_backward(const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows, std::int64_t groups);

/// As the kernels of these names; the padding must be less than the kernel. Zeros of the margin and between the lines
/// are multiplied, too: where a number is infinite, results beside it may become NaN that do not with oneDNN.
void conv2d(const Tensor<float>& Y, const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows);
void conv2d_data(const Tensor<float>& dX, const Tensor<float>& dY, const Tensor<float>& W, const Windows2d& windows);
void conv2d_weights(const Tensor<float>& dW, const Tensor<float>& dY, const Tensor<float>& X, const Windows2d& windows);

}  // namespace d2l::kernels::direct
