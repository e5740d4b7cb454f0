#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace d2l {

/// A short list of integers held in place, never on the heap: the sizes of a tensor, or its strides.
class Dims {
 public:
  /// The most dimensions a tensor can have.
  static constexpr std::int64_t capacity = 8;

  constexpr Dims() = default;
  Dims(std::initializer_list<std::int64_t> values) : Dims(std::span(values.begin(), values.size())) {}
  /// Throws ShapeError for more than `capacity` values.
  explicit Dims(std::span<const std::int64_t> values);

  std::int64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::int64_t& operator[](std::int64_t i) { return values_[static_cast<std::size_t>(i)]; }
  std::int64_t operator[](std::int64_t i) const { return values_[static_cast<std::size_t>(i)]; }
  std::int64_t back() const { return (*this)[size_ - 1]; }
  std::int64_t* begin() { return values_.data(); }
  std::int64_t* end() { return values_.data() + size_; }
  const std::int64_t* begin() const { return values_.data(); }
  const std::int64_t* end() const { return values_.data() + size_; }

  void push_back(std::int64_t value) { insert(size_, value); }
  /// Puts `value` before position i. Throws ShapeError when the list is full.
  void insert(std::int64_t i, std::int64_t value);
  void erase(std::int64_t i);

  bool operator==(const Dims& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }

 private:
  std::int64_t size_ = 0;
  std::array<std::int64_t, capacity> values_;  // only the first size_ are read
};

/// The sizes of a tensor, outermost first; empty for a scalar.
using Shape = Dims;
/// How many elements lie between neighbours along each axis.
using Strides = Dims;

/// The number of elements, the product of the sizes; 1 for a scalar. Throws ShapeError for a negative size or a product
/// past 2^63 - 1.
std::int64_t numel(const Shape& shape);

/// The strides of a row-major tensor of this shape: the last axis has stride 1.
Strides row_major(const Shape& shape);

/// The axes along which the same elements repeat, as `expand` makes them: those of stride 0 and a size above 1.
Dims repeated_axes(const Shape& shape, const Strides& strides);

/// The axis that `axis` names in a tensor of `dims` axes; negative ones count from the end. Throws IndexError, naming
/// `op`.
std::int64_t normalize_axis(const char* op, std::int64_t axis, std::int64_t dims);

/// The shape that two shapes broadcast to: axes are matched from the last, and a size of 1 repeats (section 2.2).
/// Throws ShapeError, naming `op`, where two sizes differ and neither is 1.
Shape broadcast(const char* op, const Shape& a, const Shape& b);

/// `(2, 3)`, `(5,)` or `()`, as the book prints shapes.
std::string to_string(const Dims& dims);

}  // namespace d2l
