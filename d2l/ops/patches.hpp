#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/size2d.hpp"

namespace d2l {

/// How windows are laid over an image.
struct PatchOptions {
  Size2d dilation = 1, padding = 0, stride = 1;
};

/// The windows of images X (n, c, h, w) as columns: (n, c·kh·kw, windows), those of a row of windows after those of the
/// row above. A convolution is then a product of matrices: W.view({c_out, -1}) times them (section 5.3). The gradient
/// is `fold`. Throws ShapeError where no window fits, ValueError for an option below its least value.
template <std::floating_point T>
Tensor<T> unfold(const Tensor<T>& X, Size2d kernel, const PatchOptions& options = {});

/// The way back: images (n, c, height, width), each pixel the sum of all its copies in the columns (n, c·kh·kw,
/// windows). The gradient is `unfold`. Throws ShapeError where the columns are not those of such images.
template <std::floating_point T>
Tensor<T> fold(const Tensor<T>& columns, Size2d output, Size2d kernel, const PatchOptions& options = {});

}  // namespace d2l
