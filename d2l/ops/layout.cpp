#include "d2l/ops/layout.hpp"

#include <utility>

namespace d2l {
namespace {

// Whether in memory axis a lies inside of axis b, at once or by what stands between them; an expanded axis has no place
// of its own and stays where it is.
enum class Order { inside, outside, undecided };
Order order_of(std::int64_t a, std::int64_t b, const Shape& shape, const Strides& strides) {
  if (strides[a] == 0 || strides[b] == 0) return Order::undecided;
  if (strides[a] != strides[b]) return strides[a] < strides[b] ? Order::inside : Order::outside;
  return shape[a] > shape[b] ? Order::outside : Order::undecided;
}

// The axes from the innermost outwards, in PyTorch's insertion sort: with undecided pairs its steps matter.
Dims from_inside(const Shape& shape, const Strides& strides) {
  Dims axes;
  for (auto axis = shape.size() - 1; axis >= 0; --axis) axes.push_back(axis);
  for (std::int64_t i = 1; i < axes.size(); ++i)
    for (auto moved = i, j = i - 1; j >= 0; --j) {
      const auto order = order_of(axes[j], axes[moved], shape, strides);
      if (order == Order::inside) break;
      if (order == Order::outside) std::swap(axes[j], axes[std::exchange(moved, j)]);
    }
  return axes;
}

}  // namespace

template <class T>
Tensor<T> in_order_of(const Tensor<T>& x, Device device) {
  auto y = Tensor<T>::allocate(x.shape(), device);
  if (x.is_contiguous()) return y;
  auto strides = x.strides();
  std::int64_t step = 1;
  for (const auto axis : from_inside(x.shape(), x.strides())) {
    strides[axis] = step;
    step *= x.shape()[axis];
  }
  return {y.storage(), 0, x.shape(), strides};
}

#define D2L_INSTANTIATE(T) template Tensor<T> in_order_of(const Tensor<T>&, Device);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
