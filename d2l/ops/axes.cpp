#include "d2l/ops/axes.hpp"

#include <algorithm>
#include <string>

namespace d2l {

Dims checked_axes(const char* op, const Dims& axes, std::int64_t dims) {
  Dims result;
  if (axes.empty())
    for (std::int64_t axis = 0; axis < dims; ++axis) result.push_back(axis);
  for (const auto axis : axes) {
    const auto a = normalize_axis(op, axis, dims);
    if (dims == 0) continue;  // a scalar has one nominal axis and nothing to reduce
    const auto* const place = std::ranges::lower_bound(result, a);
    if (place != result.end() && *place == a)
      throw ShapeError(std::string(op) + ": axis " + std::to_string(axis) + " is named twice");
    result.insert(place - result.begin(), a);
  }
  return result;
}

Shape reduced_shape(const Shape& shape, const Dims& axes, bool keepdim) {
  auto result = shape;
  for (auto i = axes.size() - 1; i >= 0; --i) {
    if (keepdim)
      result[axes[i]] = 1;
    else
      result.erase(axes[i]);
  }
  return result;
}

std::int64_t count(const Shape& shape, const Dims& axes) {
  std::int64_t n = 1;
  for (const auto axis : axes) n *= shape[axis];
  return n;
}

}  // namespace d2l
