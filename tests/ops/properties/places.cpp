#include "places.hpp"

#include <algorithm>

#include "rules.hpp"

std::int64_t size_along(const Operand& x, std::int64_t axis) {
  return is_axis(axis, x.axes()) && x.axes() > 0 ? x.shape()[static_cast<std::size_t>(from_front(axis, x.axes()))] : 1;
}

const Operand& places(Trial& t, const Places& shape, std::int64_t n) {
  auto numbers = make(shape, [&](const Places&) { return static_cast<double>(t.pick(std::max<std::int64_t>(n, 1))); });
  if (!numbers.values.empty() && t.rarely()) numbers.values.back() = static_cast<double>(t.one_of(Places{n, -1}));
  return t.tensor(Type::int64, numbers);
}

Places shape_of_places(Trial& t, const Operand& x, std::int64_t axis, std::int64_t n) {
  auto shape = t.mostly(x.shape());
  for (auto& size : shape)
    if (size > 0 && t.pick(3) == 2) size = 1 + t.pick(size);
  if (const auto a = from_front(axis, x.axes()); t.pick(2) == 1 && 0 <= a && a < std::ssize(shape) && n > 0)
    shape[static_cast<std::size_t>(a)] = t.pick(9);
  if (count(shape) > 60) shape.back() = 1;
  return shape;
}

bool all_inside(const Operand& index, std::int64_t n) {
  return std::ranges::all_of(index.numbers.values, [&](double i) { return 0 <= i && i < static_cast<double>(n); });
}
