#pragma once

#include <algorithm>
#include <vector>

#include <d2l/io/any_tensor.hpp>

/// Whether both have the same type, shape and elements, to the last bit.
inline bool same(const d2l::AnyTensor& x, const d2l::AnyTensor& y) {
  if (x.index() != y.index() || d2l::shape_of(x) != d2l::shape_of(y)) return false;
  std::vector<std::byte> a, b;
  d2l::append_elements(a, x);
  d2l::append_elements(b, y);
  return a == b;
}

inline bool same(const d2l::NamedTensors& x, const d2l::NamedTensors& y) {
  return std::ranges::equal(
      x, y, [](const auto& a, const auto& b) { return a.first == b.first && same(a.second, b.second); });
}
