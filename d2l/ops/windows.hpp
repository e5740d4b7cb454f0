#pragma once

#include "d2l/autograd/view_history.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/kernels/copy.hpp"
#include "d2l/kernels/windows.hpp"
#include "d2l/ops/size2d.hpp"
#include "d2l/ops/view.hpp"

// What convolution, pooling and unfold share: their options, checked, and images as the kernels take them.
namespace d2l {

/// Throws ValueError for a kernel, stride or dilation below 1, or a negative padding.
kernels::Windows2d checked_windows(const char* op, Size2d kernel, Size2d stride, Size2d padding, Size2d dilation = 1);

/// How many windows an image of h rows and w columns has, down and across; with `ceil_mode` one more where that begins
/// inside the image or in the padding before it. Throws ShapeError where none fits.
Size2d count_windows(const char* op, std::int64_t h, std::int64_t w, const kernels::Windows2d& windows,
                     bool ceil_mode = false);

/// Throws ShapeError unless `shape` is that of images (n, c, h, w).
void expect_images(const char* op, const Shape& shape);

/// op(X) of one image (c, h, w), as of a batch of one.
template <class T, class Op>
Tensor<T> of_one_image(const Tensor<T>& X, const Op& op) {
  return by_itself(squeeze(op(unsqueeze(X, 0)), 0));
}

/// x itself where it is row-major without gaps, else a copy that is, outside the graph.
template <class T>
Tensor<T> dense(const Tensor<T>& x) {
  return x.is_contiguous() ? x : kernels::copied(x);
}

}  // namespace d2l
