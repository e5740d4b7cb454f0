#include "d2l/ops/slicing.hpp"

#include <algorithm>
#include <string>

#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/viewed.hpp"

namespace d2l {

template <class T>
Tensor<T> select(const Tensor<T>& x, std::int64_t axis, std::int64_t i) {
  if (x.dim() == 0) throw IndexError("select: a tensor of shape () has no axis to index; read it with item()");
  const auto a = normalize_axis("select", axis, x.dim());
  const auto n = x.shape()[a];
  if (i < -n || i >= n)
    throw IndexError("select: index " + std::to_string(i) + " at axis " + std::to_string(axis) +
                     " of a tensor of shape " + to_string(x.shape()));
  const auto place = i < 0 ? i + n : i;
  auto shape = x.shape();
  auto strides = x.strides();
  shape.erase(a);
  strides.erase(a);
  return viewed("select", x, x.storage_offset() + place * x.strides()[a], shape, strides,
                [a, place](const auto& dy, const auto& input) {
                  auto dx = zeros<T>(input.shape(), input.device());
                  copy_(select(dx, a, place), dy);
                  return dx;
                });
}

template <class T>
Tensor<T> slice(const Tensor<T>& x, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step) {
  if (x.dim() == 0) throw IndexError("slice: a tensor of shape () has no axis to cut");
  if (step < 1) throw ValueError("slice: a step of " + std::to_string(step) + "; it must be at least 1");
  const auto a = normalize_axis("slice", axis, x.dim());
  const auto n = x.shape()[a];
  const auto place = [n](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? i + n : i, 0, n); };
  const auto first = place(begin), last = std::max(place(end), first);
  auto shape = x.shape();
  auto strides = x.strides();
  shape[a] = last == first ? 0 : (last - first - 1) / step + 1;
  strides[a] = x.strides()[a] * std::min(step, n + 1);
  const auto offset = shape[a] == 0 ? 0 : first * x.strides()[a];
  return viewed("slice", x, x.storage_offset() + offset, shape, strides,
                [a, first, last, step](const auto& dy, const auto& input) {
                  auto dx = zeros<T>(input.shape(), input.device());
                  copy_(slice(dx, a, first, last, step), dy);
                  return dx;
                });
}

template <class T>
std::vector<Tensor<T>> split(const Tensor<T>& x, std::int64_t size, std::int64_t axis) {
  if (size < 1) throw ValueError("split: pieces of " + std::to_string(size) + "; they must be at least 1 long");
  if (x.dim() == 0) throw IndexError("split: a tensor of shape () has no axis to cut");
  const auto n = x.size(axis);
  std::vector<Tensor<T>> pieces;
  for (std::int64_t begin = 0; begin < n || pieces.empty(); begin += std::min(size, n + 1))
    pieces.push_back(slice(x, axis, begin, begin + std::min(size, n)));
  return pieces;
}

template <class T>
Part<T> Tensor<T>::index(std::initializer_list<Index> indices) const {
  if (static_cast<std::int64_t>(indices.size()) > dim())
    throw IndexError("index: " + std::to_string(indices.size()) + " indices for a tensor of shape " +
                     to_string(shape()));
  auto result = *this;
  std::int64_t axis = 0;
  for (const auto& i : indices) {
    if (i.single)
      result = d2l::select(result, axis, i.slice.begin);
    else
      result = d2l::slice(result, axis++, i.slice.begin, i.slice.end, i.slice.step);
  }
  return result;
}

template <class T>
const Tensor<T>& Part<T>::assign(const Tensor<T>& source) const {
  auto y = source;
  while (y.dim() > this->dim() && y.shape()[0] == 1) y = d2l::select(y, 0, 0);
  return d2l::copy_(*this, y);
}

#define D2L_INSTANTIATE(T)                                                                            \
  template Tensor<T> select(const Tensor<T>&, std::int64_t, std::int64_t);                            \
  template Tensor<T> slice(const Tensor<T>&, std::int64_t, std::int64_t, std::int64_t, std::int64_t); \
  template std::vector<Tensor<T>> split(const Tensor<T>&, std::int64_t, std::int64_t);                \
  template Part<T> Tensor<T>::index(std::initializer_list<Index>) const;                              \
  template const Tensor<T>& Part<T>::assign(const Tensor<T>&) const;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
