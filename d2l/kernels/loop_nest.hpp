#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "d2l/core/shape.hpp"
#include "d2l/core/tensor_impl.hpp"

namespace d2l::kernels {

/// The strides with which `x` is read when it is broadcast to `shape`: 0 along the axes where it repeats.
inline Strides broadcast_strides(const TensorImpl& x, const Shape& shape) {
  Strides strides = shape;
  const auto missing = shape.size() - x.shape.size();
  for (std::int64_t axis = 0; axis < shape.size(); ++axis)
    strides[axis] = axis < missing || x.shape[axis - missing] == 1 ? 0 : x.strides[axis - missing];
  return strides;
}

/// Walks several strided operands of one shape together, row by row. Axes over which all of them run on without a gap
/// are joined first, so that most tensors become one long row.
template <std::size_t operands>
class LoopNest {
 public:
  using Offsets = std::array<std::int64_t, operands>;

  LoopNest(const Shape& shape, const std::array<Strides, operands>& strides) {
    for (std::int64_t axis = shape.size() - 1; axis >= 0; --axis) {
      if (shape[axis] == 1) continue;
      Offsets step;
      for (std::size_t k = 0; k < operands; ++k) step[k] = strides[k][axis];
      if (axes_ > 0 && joins(step))
        size_[axes_ - 1] *= shape[axis];
      else {
        size_[axes_] = shape[axis];
        step_[axes_++] = step;
      }
    }
    if (axes_ == 0) axes_ = 1;  // a single element: one row of one
  }

  constexpr std::int64_t row_length() const { return size_[0]; }
  /// For each operand the distance between neighbours in a row.
  constexpr const std::int64_t* row_steps() const { return step_[0].data(); }
  /// The number of elements.
  constexpr std::int64_t numel() const { return rows() * row_length(); }
  constexpr std::int64_t rows() const {
    std::int64_t product = 1;
    for (std::size_t a = 1; a < axes_; ++a) product *= size_[a];
    return product;
  }

  /// Whether all elements form one row.
  constexpr bool is_row() const { return axes_ == 1; }

  /// Each operand's offset of the i-th element: for devices where each element has a thread of its own.
  constexpr Offsets offsets(std::int64_t i) const {
    Offsets offset{};
    auto rest = static_cast<std::uint64_t>(i);
    const auto add = [&](std::size_t a, std::uint64_t position) {
      for (std::size_t k = 0; k < operands; ++k) offset[k] += static_cast<std::int64_t>(position) * step_[a][k];
    };
    for (std::size_t a = 0; a + 1 < axes_; ++a) {
      const auto size = static_cast<std::uint64_t>(size_[a]);
      add(a, rest % size);
      rest /= size;
    }
    add(axes_ - 1, rest);
    return offset;
  }

  /// Calls `body(offsets, n)` for the elements from `begin` to `end`, counted row by row: for the n of each row that
  /// are among them, with each operand's offset of the first.
  template <class Body>
  void for_elements(std::int64_t begin, std::int64_t end, const Body& body) const {
    const auto length = row_length();
    auto row = begin / length;
    for_rows(row, (end + length - 1) / length, [&](Offsets offset) {
      const auto from = std::max(begin, row * length), to = std::min(end, (row + 1) * length);
      for (std::size_t k = 0; k < operands; ++k) offset[k] += (from - row * length) * step_[0][k];
      body(offset, to - from);
      ++row;
    });
  }

  /// Calls `body(offsets)` for the rows from `begin` to `end`, with each operand's offset of the row's first element.
  template <class Body>
  void for_rows(std::int64_t begin, std::int64_t end, const Body& body) const {
    if (begin >= end) return;
    std::array<std::int64_t, Dims::capacity> position{};
    Offsets offset{};
    for (std::size_t a = 1, rest = static_cast<std::size_t>(begin); a < axes_; ++a) {
      const auto size = static_cast<std::size_t>(size_[a]);
      position[a] = static_cast<std::int64_t>(rest % size);
      rest /= size;
      for (std::size_t k = 0; k < operands; ++k) offset[k] += position[a] * step_[a][k];
    }
    for (auto row = begin; row < end; ++row) {
      body(offset);
      for (std::size_t a = 1; a < axes_; ++a) {
        for (std::size_t k = 0; k < operands; ++k) offset[k] += step_[a][k];
        if (++position[a] < size_[a]) break;
        for (std::size_t k = 0; k < operands; ++k) offset[k] -= size_[a] * step_[a][k];
        position[a] = 0;
      }
    }
  }

 private:
  bool joins(const Offsets& step) const {
    for (std::size_t k = 0; k < operands; ++k)
      if (step[k] != step_[axes_ - 1][k] * size_[axes_ - 1]) return false;
    return true;
  }

  std::size_t axes_ = 0;  // axis 0 is the innermost, the row
  std::array<std::int64_t, Dims::capacity> size_{1};
  std::array<Offsets, Dims::capacity> step_{};
};

}  // namespace d2l::kernels
