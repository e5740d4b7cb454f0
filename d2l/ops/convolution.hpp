#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/size2d.hpp"

namespace d2l {

/// How the kernel of a convolution goes over an image (sections 5.2 and 5.3).
struct Conv2dOptions {
  Size2d stride = 1;        ///< pixels from one window to the next
  Size2d padding = 0;       ///< zeros on each of the two sides
  Size2d dilation = 1;      ///< pixels from one place of the kernel to the next
  std::int64_t groups = 1;  ///< that the channels are cut into; each output sees those of its own
};

/// Y[i, o, p, q] = b[o] + Σ over c, u, v of W[o, c, u, v] · X[i, c, p·stride - padding + u·dilation, q·stride -
/// padding + v·dilation], with zeros in the padding: W slid over the image, which is a cross-correlation (sections 5.1
/// to 5.3). X is (n, c, h, w), or one image (c, h, w); W (c_out, c/groups, kh, kw); b (c_out), or an undefined tensor;
/// and Y (n, c_out, oh, ow) with oh = ⌊(h + 2·padding - dilation·(kh - 1) - 1)/stride⌋ + 1, ow likewise. dX is
/// conv_transpose2d(dY, W), dW the same sum over images and windows. Throws ShapeError where sizes do not fit,
/// ValueError for an option below its least value.
template <std::floating_point T>
Tensor<T> conv2d(const Tensor<T>& X, const Tensor<T>& W, const std::type_identity_t<Tensor<T>>& b = {},
                 const Conv2dOptions& options = {});

/// How the kernel of a transposed convolution goes: like that of the convolution whose gradient it is.
struct ConvTranspose2dOptions {
  Size2d stride = 1, padding = 0;
  Size2d output_padding = 0;  ///< extra rows and columns: the convolution maps several sizes to one
  std::int64_t groups = 1;
  Size2d dilation = 1;
};

/// The way back of a convolution: each number of X adds W times itself to a window of Y (Dumoulin and Visin 2016,
/// arXiv:1603.07285). X is (n, c, h, w), or one image; W (c, c_out/groups, kh, kw); Y (n, c_out, oh, ow) with oh =
/// (h - 1)·stride - 2·padding + dilation·(kh - 1) + output_padding + 1. dX = conv2d(dY, W). Throws as conv2d.
template <std::floating_point T>
Tensor<T> conv_transpose2d(const Tensor<T>& X, const Tensor<T>& W, const std::type_identity_t<Tensor<T>>& b = {},
                           const ConvTranspose2dOptions& options = {});

}  // namespace d2l
