#pragma once

#include <optional>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/size2d.hpp"

// Pooling (section 5.4): a window of each channel becomes one number. X is (n, c, h, w), or one image (c, h, w). The
// result has ⌊(h + 2·padding - kernel)/stride⌋ + 1 rows. Throws ShapeError where no window fits, or where more than
// half of a kernel or a whole window would be padding, and ValueError for an option below its least value.
namespace d2l {

struct MaxPool2dOptions {
  std::optional<Size2d> stride = {};  ///< by default the kernel's size: windows side by side
  Size2d padding = 0;                 ///< places of -infinity on each side
  Size2d dilation = 1;
  bool ceil_mode = false;  ///< whether a last window may reach out of the image; it must begin inside
};

/// The largest number of each window. The gradient goes to its place, to the first where several are equal.
template <std::floating_point T>
Tensor<T> max_pool2d(const Tensor<T>& X, Size2d kernel, const MaxPool2dOptions& options = {});

struct AvgPool2dOptions {
  std::optional<Size2d> stride = {};
  Size2d padding = 0;  ///< zeros on each side
  bool ceil_mode = false;
  bool count_include_pad = true;  ///< whether the zeros count as numbers
};

/// The mean of each window. Its gradient is shared equally among the window's places.
template <std::floating_point T>
Tensor<T> avg_pool2d(const Tensor<T>& X, Size2d kernel, const AvgPool2dOptions& options = {});

/// The means of `output` windows that cover an image of any size: down, window i of m goes from ⌊i·h/m⌋ to
/// ⌈(i + 1)·h/m⌉, so 5 rows become 3 as [0, 2), [1, 4), [3, 5). With output 1 it is a channel's mean (section 5.8).
template <std::floating_point T>
Tensor<T> adaptive_avg_pool2d(const Tensor<T>& X, Size2d output);

}  // namespace d2l
