#pragma once

#include <d2l/ops/resizing.hpp>
#include <d2l/ops/size2d.hpp>

#include "plain.hpp"

// What the ops on images must give, by loops over all places. Images are (n, c, h, w), or one image (c, h, w).

/// Windows along one axis.
struct Line {
  std::int64_t kernel, stride, padding, dilation;
  bool ceil_mode;

  /// Where place k of window i lies; it may be outside of the axis.
  std::int64_t place(std::int64_t i, std::int64_t k) const { return i * stride - padding + k * dilation; }
  /// How many windows there are on an axis of n places. With ceil_mode a last one may reach over the end, if it begins
  /// before the end of the axis.
  std::int64_t count(std::int64_t n) const;
  /// The places of window i that lie on an axis of n.
  Places inside(std::int64_t i, std::int64_t n) const;
};

/// Windows on an image.
struct Grid {
  d2l::Size2d kernel, stride = 1, padding = 0, dilation = 1;
  bool ceil_mode = false;

  Line rows() const { return {kernel.height, stride.height, padding.height, dilation.height, ceil_mode}; }
  Line columns() const { return {kernel.width, stride.width, padding.width, dilation.width, ceil_mode}; }
  /// Whether each window has a place on images of this shape.
  bool is_never_empty(const Places& shape) const;
};

/// b is nullptr where there is none.
Plain convolution(const Plain& X, const Plain& W, const Plain* b, const Grid& grid, std::int64_t groups);
Plain transposed_convolution(const Plain& X, const Plain& W, const Plain* b, const Grid& grid,
                             d2l::Size2d output_padding, std::int64_t groups);

/// The windows as columns, and images from columns.
Plain columns_of(const Plain& X, const Grid& grid);
Plain images_of(const Plain& columns, d2l::Size2d size, const Grid& grid);

/// The largest of each window, NaN above all; its mean.
Plain largest(const Plain& X, const Grid& grid);
Plain means(const Plain& X, const Grid& grid, bool count_include_pad);
Plain adaptive_means(const Plain& X, d2l::Size2d output);

Plain bilinear(const Plain& X, d2l::Size2d size);
Plain padded(const Plain& X, const d2l::Margins& margins, double value);

/// (x - mean)/√(variance + eps)·gamma + beta with numbers for each channel; the mean and the variance (divided by the
/// number of elements) of each channel.
Plain normalized(const Plain& X, const Plain& mean, const Plain& variance, const Plain* gamma, const Plain* beta,
                 double eps);
Plain channel_means(const Plain& X);
Plain channel_variances(const Plain& X);
