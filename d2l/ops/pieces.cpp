#include "d2l/ops/pieces.hpp"

#include <algorithm>
#include <string>

#include "d2l/ops/copy.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

template <class T>
std::vector<Tensor<T>> chunk(const Tensor<T>& x, std::int64_t n, std::int64_t axis) {
  if (n < 1) throw ValueError("chunk: " + std::to_string(n) + " pieces; it must be at least 1");
  if (x.dim() == 0) throw IndexError("chunk: a tensor of shape () has no axis to cut");
  const auto size = x.shape()[normalize_axis("chunk", axis, x.dim())];
  if (size == 0) return std::vector<Tensor<T>>(static_cast<std::size_t>(n), slice(x, axis, 0, 0));
  return split(x, size / n + (size % n != 0), axis);
}

template <class T>
std::vector<Tensor<T>> unbind(const Tensor<T>& x, std::int64_t axis) {
  if (x.dim() == 0) throw IndexError("unbind: a tensor of shape () has no axis to take apart");
  const auto a = normalize_axis("unbind", axis, x.dim());
  std::vector<Tensor<T>> parts;
  for (std::int64_t i = 0; i < x.shape()[a]; ++i) parts.push_back(select(x, a, i));
  return parts;
}

template <class T>
Tensor<T> repeat(const Tensor<T>& x, const Dims& times) {
  const auto missing = times.size() - x.dim();
  if (missing < 0 || std::ranges::any_of(times, [](auto n) { return n < 0; }))
    throw ShapeError("repeat: " + to_string(times) + " times for a tensor of shape " + to_string(x.shape()) +
                     ": each axis needs a number of times, 0 or more");
  auto shape = x.shape();
  for (std::int64_t axis = 0; axis < missing; ++axis) shape.insert(0, 1);
  auto y = reshape(x, shape);
  for (auto axis = times.size() - 1; axis >= 0; --axis) {
    if (times[axis] == 1) continue;
    std::int64_t outer = 1, inner = 1;
    for (std::int64_t k = 0; k < shape.size(); ++k) (k < axis ? outer : inner) *= shape[k];
    shape[axis] *= times[axis];
    y = reshape(expand(reshape(y, {outer, 1, inner}), {outer, times[axis], inner}), shape);
  }
  return y.storage() == x.storage() ? clone(y) : y;
}

#define D2L_INSTANTIATE(T)                                                             \
  template std::vector<Tensor<T>> chunk(const Tensor<T>&, std::int64_t, std::int64_t); \
  template std::vector<Tensor<T>> unbind(const Tensor<T>&, std::int64_t);              \
  template Tensor<T> repeat(const Tensor<T>&, const Dims&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
