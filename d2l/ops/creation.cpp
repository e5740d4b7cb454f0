#include "d2l/ops/creation.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "d2l/kernels/copy.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/layout.hpp"

namespace d2l {
namespace {

// Values are made on the host, in row-major order, by `value(i)`.
template <class T, class F>
Tensor<T> generated(const Shape& shape, Device device, const F& value) {
  const auto x = Tensor<T>::allocate(shape);
  std::generate_n(x.data_ptr(), x.numel(), [&, i = std::int64_t{0}]() mutable { return static_cast<T>(value(i++)); });
  return to(x, device);
}

// How many steps begin before the end, in numbers without a sign, since the way may be longer than an int64.
std::int64_t whole_steps(std::int64_t begin, std::int64_t end, std::int64_t step) {
  const auto magnitude = [](std::int64_t from, std::int64_t to) {
    return static_cast<std::uint64_t>(std::max(from, to)) - static_cast<std::uint64_t>(std::min(from, to));
  };
  if (step > 0 ? end <= begin : end >= begin) return 0;
  const auto way = magnitude(begin, end), each = magnitude(0, step);
  return static_cast<std::int64_t>(way / each + (way % each != 0));
}

template <class Rows>
std::int64_t common_length(const Rows& rows) {
  const auto length = rows.size() ? rows.begin()->size() : 0;
  for (const auto& row : rows)
    if (row.size() != length)
      throw ShapeError("tensor: rows of " + std::to_string(length) + " and " + std::to_string(row.size()) +
                       " values; all must have the same length");
  return static_cast<std::int64_t>(length);
}

// Writes the literals one behind the other; returns the place behind the last.
template <class T>
T* append(std::initializer_list<Literal<T>> values, T* to) {
  return std::ranges::transform(values, to, [](auto value) { return static_cast<T>(value); }).out;
}

}  // namespace

template <Element T>
Tensor<T> empty(const Shape& shape, Device device) {
  return Tensor<T>::allocate(shape, device);
}
template <Element T>
Tensor<T> zeros(const Shape& shape, Device device) {
  return full<T>(shape, T(0), device);
}
template <Element T>
Tensor<T> ones(const Shape& shape, Device device) {
  return full<T>(shape, T(1), device);
}
template <Element T>
Tensor<T> full(const Shape& shape, Literal<T> value, Device device) {
  const auto x = Tensor<T>::allocate(shape, device);
  kernels::fill(x, static_cast<T>(value));
  return x;
}
template <Element T>
Tensor<T> eye(std::int64_t rows, std::int64_t columns, Device device) {
  if (columns == -1) columns = rows;
  return generated<T>({rows, columns}, device, [&](std::int64_t i) { return i / columns == i % columns; });
}
template <Element T>
Tensor<T> arange(Bound begin, Bound end, Bound step, Device device) {
  const double steps = (end.value - begin.value) / step.value;
  if (!std::isfinite(steps) || steps < 0 || steps > 1e15)
    throw ValueError("arange: no way from " + std::to_string(begin.value) + " to " + std::to_string(end.value) +
                     " in steps of " + std::to_string(step.value));
  if (std::integral<T> && begin.exact && end.exact && step.exact)
    return generated<T>({whole_steps(begin.integer, end.integer, step.integer)}, device,
                        [&](std::int64_t i) { return begin.integer + i * step.integer; });
  return generated<T>({static_cast<std::int64_t>(std::ceil(steps))}, device,
                      [&](std::int64_t i) { return begin.value + static_cast<double>(i) * step.value; });
}
template <Element T>
Tensor<T> arange(Bound end) {
  return arange<T>(0, end, 1, default_device());
}
template <std::floating_point T>
Tensor<T> linspace(double begin, double end, std::int64_t steps, Device device) {
  if (steps < 0) throw ValueError("linspace: " + std::to_string(steps) + " steps; it takes 0 or more");
  // From both ends towards the middle, so that both ends are exact.
  const double step = steps > 1 ? (end - begin) / static_cast<double>(steps - 1) : 0;
  return generated<T>({steps}, device, [&](std::int64_t i) {
    return i < (steps + 1) / 2 ? begin + static_cast<double>(i) * step
                               : end - static_cast<double>(steps - 1 - i) * step;
  });
}

template <Element T>
Tensor<T> tensor(Literal<T> value) {
  return full<T>({}, value);
}
template <Element T>
Tensor<T> tensor(std::initializer_list<Literal<T>> values) {
  const auto x = Tensor<T>::allocate({static_cast<std::int64_t>(values.size())});
  append(values, x.data_ptr());
  return to(x, default_device());
}
template <Element T>
Tensor<T> tensor(std::initializer_list<std::initializer_list<Literal<T>>> rows) {
  const auto x = Tensor<T>::allocate({static_cast<std::int64_t>(rows.size()), common_length(rows)});
  auto* to = x.data_ptr();
  for (const auto& row : rows) to = append(row, to);
  return d2l::to(x, default_device());
}
template <Element T>
Tensor<T> tensor(std::initializer_list<std::initializer_list<std::initializer_list<Literal<T>>>> blocks) {
  const auto height = common_length(blocks);
  const auto width = blocks.size() ? common_length(*blocks.begin()) : 0;
  const auto x = Tensor<T>::allocate({static_cast<std::int64_t>(blocks.size()), height, width});
  auto* to = x.data_ptr();
  for (const auto& block : blocks) {
    if (common_length(block) != width) throw ShapeError("tensor: the rows of all blocks must have the same length");
    for (const auto& row : block) to = append(row, to);
  }
  return d2l::to(x, default_device());
}
template <Element T>
Tensor<T> tensor(std::span<const std::type_identity_t<T>> values, const Shape& shape) {
  if (numel(shape) != static_cast<std::int64_t>(values.size()))
    throw ShapeError("tensor: " + std::to_string(values.size()) + " values do not fill the shape " + to_string(shape));
  const auto x = Tensor<T>::allocate(shape);
  std::ranges::copy(values, x.data_ptr());
  return to(x, default_device());
}

template <class T>
Tensor<T> empty_like(const Tensor<T>& x) {
  return in_order_of(x, x.device());
}
template <class T>
Tensor<T> zeros_like(const Tensor<T>& x) {
  return full_like(x, T(0));
}
template <class T>
Tensor<T> ones_like(const Tensor<T>& x) {
  return full_like(x, T(1));
}
template <class T>
Tensor<T> full_like(const Tensor<T>& x, Literal<T> value) {
  const auto y = empty_like(x);
  kernels::fill(y, static_cast<T>(value));
  return y;
}

#define D2L_INSTANTIATE(T)                                                                                       \
  template Tensor<T> empty(const Shape&, Device);                                                                \
  template Tensor<T> zeros(const Shape&, Device);                                                                \
  template Tensor<T> ones(const Shape&, Device);                                                                 \
  template Tensor<T> full<T>(const Shape&, Literal<T>, Device);                                                  \
  template Tensor<T> eye(std::int64_t, std::int64_t, Device);                                                    \
  template Tensor<T> arange(Bound, Bound, Bound, Device);                                                        \
  template Tensor<T> arange(Bound);                                                                              \
  template Tensor<T> tensor<T>(Literal<T>);                                                                      \
  template Tensor<T> tensor<T>(std::initializer_list<Literal<T>>);                                               \
  template Tensor<T> tensor<T>(std::initializer_list<std::initializer_list<Literal<T>>>);                        \
  template Tensor<T> tensor<T>(std::initializer_list<std::initializer_list<std::initializer_list<Literal<T>>>>); \
  template Tensor<T> tensor<T>(std::span<const T>, const Shape&);                                                \
  template Tensor<T> empty_like(const Tensor<T>&);                                                               \
  template Tensor<T> zeros_like(const Tensor<T>&);                                                               \
  template Tensor<T> ones_like(const Tensor<T>&);                                                                \
  template Tensor<T> full_like(const Tensor<T>&, Literal<T>);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T) template Tensor<T> linspace(double, double, std::int64_t, Device);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l
