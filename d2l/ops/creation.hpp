#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "d2l/core/tensor.hpp"

// New tensors (section 2.2). The element type is float unless it is named: `zeros<long>({5, 3})`. All throw ShapeError
// for impossible shapes and MemoryError when there is no room. They lie on the default device (d2l/core/device.hpp)
// where none is named.
namespace d2l {

/// How an element may be written in a program: a float as 0.1, without the F.
template <class T>
using Literal = std::conditional_t<std::floating_point<T>, double, T>;

/// A bound of a range as it was written: an integer, which a double may not hold, or a fraction.
struct Bound {
  Bound(std::integral auto i) : value(static_cast<double>(i)), integer(static_cast<std::int64_t>(i)), exact(true) {}
  Bound(std::floating_point auto v) : value(v) {}
  double value;
  std::int64_t integer = 0;
  bool exact = false;
};

/// Memory as it is found, not initialised.
template <Element T = float>
Tensor<T> empty(const Shape& shape, Device device = default_device());
/// Every element 0.
template <Element T = float>
Tensor<T> zeros(const Shape& shape, Device device = default_device());
/// Every element 1.
template <Element T = float>
Tensor<T> ones(const Shape& shape, Device device = default_device());
/// Every element `value`.
template <Element T = float>
Tensor<T> full(const Shape& shape, Literal<T> value, Device device = default_device());
/// The matrix of shape (rows, columns) with ones on the diagonal; square where no columns are given.
template <Element T = float>
Tensor<T> eye(std::int64_t rows, std::int64_t columns = -1, Device device = default_device());
/// begin, begin + step, ... up to but not including end; exact for integers, however large. Throws ValueError for a
/// step of 0 or one that leads away from end.
template <Element T = float>
Tensor<T> arange(Bound begin, Bound end, Bound step = 1, Device device = default_device());
/// 0, 1, ... up to but not including end.
template <Element T = float>
Tensor<T> arange(Bound end);
/// `steps` numbers from begin to end, both included, evenly spaced. Throws ValueError for a negative number of steps.
template <std::floating_point T = float>
Tensor<T> linspace(double begin, double end, std::int64_t steps, Device device = default_device());

/// The tensor of these values: `tensor({1, 2, 3})`, `tensor({{1, 2}, {3, 4}})`, or, of shape (), `tensor(5.5)`.
/// Throws ShapeError where rows have different lengths.
template <Element T = float>
Tensor<T> tensor(Literal<T> value);
template <Element T = float>
Tensor<T> tensor(std::initializer_list<Literal<T>> values);
template <Element T = float>
Tensor<T> tensor(std::initializer_list<std::initializer_list<Literal<T>>> rows);
template <Element T = float>
Tensor<T> tensor(std::initializer_list<std::initializer_list<std::initializer_list<Literal<T>>>> blocks);
/// A copy of the values, in this shape. Throws ShapeError where their number does not fit.
template <Element T = float>
Tensor<T> tensor(std::span<const std::type_identity_t<T>> values, const Shape& shape);

/// Not initialised, of x's shape, type and device. The elements of everything made like x lie in memory in the same
/// order as x's.
template <class T>
Tensor<T> empty_like(const Tensor<T>& x);
/// Zeros of x's shape, type and device.
template <class T>
Tensor<T> zeros_like(const Tensor<T>& x);
/// Ones of x's shape, type and device.
template <class T>
Tensor<T> ones_like(const Tensor<T>& x);
/// `value` in x's shape, type and device.
template <class T>
Tensor<T> full_like(const Tensor<T>& x, Literal<T> value);

}  // namespace d2l
