#pragma once

#include "ops/image_references.hpp"
#include "trial.hpp"

// Images, and windows on them, for the ops on images.

/// Two sizes from `least` to `most`; rarely one is less, which no op takes.
d2l::Size2d size(Trial& t, const char* name, std::int64_t least, std::int64_t most);
/// Images (n, channels, h, w), or if `one` is allowed sometimes one image without n; rarely something else.
Places image_shape(Trial& t, std::int64_t channels, bool one = true);
bool are_images(const Places& shape, bool one = true);
/// Stride, padding and dilation for a kernel, mostly with windows that overlap.
Grid grid(Trial& t, d2l::Size2d kernel);
bool is_legal(const Grid& grid);
/// Whether images of such rows and columns have at least one window.
bool has_windows(const Grid& grid, std::int64_t rows, std::int64_t columns);
bool has_windows(const Grid& grid, const Places& images);
/// The largest of the finite numbers.
double magnitude(const Plain& x);
