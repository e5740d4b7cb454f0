#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/ops/size2d.hpp"

// Images of another size: X is (n, c, h, w).
namespace d2l {

/// X scaled to another height and width, bilinear: each pixel lies between the four whose centres are nearest to its
/// own, and beyond the outermost centres has their value (PyTorch's interpolate with mode='bilinear',
/// align_corners=False). When X shrinks, pixels in between are left out, not averaged. Throws ShapeError for a size
/// below 1 or images without pixels.
template <std::floating_point T>
Tensor<T> interpolate(const Tensor<T>& X, Size2d size);

/// How many rows and columns are added at each edge of an image; a negative number cuts some off.
struct Margins {
  std::int64_t left = 0, right = 0, top = 0, bottom = 0;
};

/// X (…, h, w) with more rows and columns, filled with `value` (section 5.2). Throws ShapeError where nothing would be
/// left.
template <std::floating_point T>
Tensor<T> pad(const Tensor<T>& X, const Margins& margins, double value = 0);

}  // namespace d2l
