#include "d2l/core/shape.hpp"

#include "d2l/core/error.hpp"

namespace d2l {

Dims::Dims(std::span<const std::int64_t> values) : size_(static_cast<std::int64_t>(values.size())) {
  if (size_ > capacity)
    throw ShapeError("a tensor has at most " + std::to_string(capacity) + " axes, not " + std::to_string(size_));
  std::copy(values.begin(), values.end(), begin());
}

void Dims::insert(std::int64_t i, std::int64_t value) {
  if (size_ == capacity)
    throw ShapeError("a tensor has at most " + std::to_string(capacity) + " axes; no room for one more");
  std::copy_backward(begin() + i, end(), end() + 1);
  (*this)[i] = value;
  ++size_;
}

void Dims::erase(std::int64_t i) {
  std::copy(begin() + i + 1, end(), begin() + i);
  --size_;
}

std::int64_t numel(const Shape& shape) {
  std::int64_t product = 1;
  bool overflow = false, empty = false;
  for (const auto size : shape) {
    if (size < 0) throw ShapeError("shape " + to_string(shape) + " has a negative size");
    empty |= size == 0;
    overflow |= __builtin_mul_overflow(product, std::max<std::int64_t>(size, 1), &product);
  }
  if (overflow) throw ShapeError("shape " + to_string(shape) + " has more elements than can be counted");
  return empty ? 0 : product;
}

Strides row_major(const Shape& shape) {
  Strides strides = shape;
  std::int64_t step = 1;
  for (auto i = shape.size() - 1; i >= 0; --i) {
    strides[i] = step;
    step *= std::max<std::int64_t>(shape[i], 1);
  }
  return strides;
}

Dims repeated_axes(const Shape& shape, const Strides& strides) {
  Dims axes;
  for (std::int64_t axis = 0; axis < shape.size(); ++axis)
    if (strides[axis] == 0 && shape[axis] > 1) axes.push_back(axis);
  return axes;
}

std::int64_t normalize_axis(const char* op, std::int64_t axis, std::int64_t dims) {
  const auto last = std::max<std::int64_t>(dims, 1);  // a scalar takes axis 0 and -1, as in PyTorch
  if (axis < -last || axis >= last)
    throw IndexError(std::string(op) + ": axis " + std::to_string(axis) + " of a tensor with " + std::to_string(dims) +
                     " axes; allowed are " + std::to_string(-last) + " to " + std::to_string(last - 1));
  return axis < 0 ? axis + last : axis;
}

Shape broadcast(const char* op, const Shape& a, const Shape& b) {
  const bool a_longer = a.size() >= b.size();
  Shape result = a_longer ? a : b;
  const Shape& shorter = a_longer ? b : a;
  for (auto i = shorter.size() - 1, k = result.size() - 1; i >= 0; --i, --k) {
    if (shorter[i] == result[k] || shorter[i] == 1) continue;
    if (result[k] != 1)
      throw ShapeError(std::string(op) + ": " + to_string(a) + " and " + to_string(b) + " do not broadcast: sizes " +
                       std::to_string(a_longer ? result[k] : shorter[i]) + " and " +
                       std::to_string(a_longer ? shorter[i] : result[k]) + " at axis " +
                       std::to_string(k - result.size()) + " differ and neither is 1");
    result[k] = shorter[i];
  }
  return result;
}

std::string to_string(const Dims& dims) {
  std::string text = "(";
  for (std::int64_t i = 0; i < dims.size(); ++i) text += (i ? ", " : "") + std::to_string(dims[i]);
  return text + (dims.size() == 1 ? ",)" : ")");
}

}  // namespace d2l
