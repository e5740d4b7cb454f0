#pragma once

#include "ops/plain.hpp"

// PyTorch's rules about axes, for the references.

/// Whether a tensor of so many axes has this one; a number takes 0 and -1.
bool is_axis(std::int64_t axis, std::int64_t axes);
/// The axis counted from the front.
std::int64_t from_front(std::int64_t axis, std::int64_t axes);
/// The number of elements.
std::int64_t count(const Places& shape);
/// Whether an axis is repeated among these.
bool has_twice(const Places& axes, std::int64_t dims);
/// x folded over some axes: f of the numbers, in row-major order, that share their place along the others.
Plain folded(const Plain& x, const Places& axes, bool keep, const std::function<double(const std::vector<double>&)>& f);
