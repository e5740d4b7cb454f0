#include "d2l/ops/indexing.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/places.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// x as (outer, n, inner), the axis in the middle.
template <class T>
Tensor<T> around_axis(const Tensor<T>& x, std::int64_t axis) {
  std::int64_t outer = 1, inner = 1;
  for (std::int64_t a = 0; a < x.dim(); ++a) (a < axis ? outer : inner) *= a == axis ? 1 : x.shape()[a];
  return view(contiguous(x), {outer, x.shape()[axis], inner});
}

}  // namespace

template <class T>
Tensor<T> index_select(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index) {
  expect_same_device("index_select", x, index);
  const auto a = normalize_axis("index_select", axis, x.dim());
  if (x.dim() == 0 || index.dim() != 1)
    throw ShapeError("index_select: it takes a tensor with axes and a vector of indices, not " + to_string(x.shape()) +
                     " and " + to_string(index.shape()));
  expect_places("index_select: index", index, x.shape()[a]);
  const auto places = contiguous(index);
  auto shape = x.shape();
  shape[a] = index.numel();
  const auto y = empty<T>(shape, x.device());
  {
    const NoGrad internal;
    if (y.numel() > 0)
      kernels::on(y, [&](auto device) { kernels::index_select(device, around_axis(y, a), around_axis(x, a), places); });
  }
  if constexpr (std::floating_point<T>)
    record("index_select", y, {edge(x)},
           [a, places = Saved<std::int64_t>(places)](const Tensor<T>& dy, const Input<T>& x) {
             const auto dx = zeros<T>(x.shape(), x.device());
             if (dy.numel() > 0)
               kernels::on(dx, [&](auto device) {
                 kernels::index_add(device, around_axis(dx, a), around_axis(dy, a), *places);
               });
             x.accumulate(dx);
           });
  return y;
}

template <class T>
Tensor<T> gather(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index) {
  expect_same_device("gather", x, index);
  const auto a = normalize_axis("gather", axis, x.dim());
  bool fits = index.dim() == x.dim();
  for (std::int64_t k = 0; fits && k < x.dim(); ++k) fits = k == a || index.shape()[k] <= x.shape()[k];
  if (!fits)
    throw ShapeError("gather: indices of shape " + to_string(index.shape()) + " do not fit a tensor of shape " +
                     to_string(x.shape()) + ": they need as many axes, and may be longer only along axis " +
                     std::to_string(a));
  expect_places("gather: index", index, x.dim() == 0 ? 1 : x.shape()[a]);
  const auto y = empty<T>(index.shape(), x.device());
  kernels::on(y, [&](auto device) { kernels::gather(device, y, x, a, index); });
  if constexpr (std::floating_point<T>)
    record("gather", y, {edge(x)}, [a, index = Saved<std::int64_t>(index)](const Tensor<T>& dy, const Input<T>& x) {
      const auto dx = zeros<T>(x.shape(), x.device());
      kernels::on(dx, [&](auto device) { kernels::scatter_add(device, dx, dy, a, *index); });
      x.accumulate(dx);
    });
  return y;
}

template <class T>
Tensor<T> cat(std::span<const Tensor<T>> parts, std::int64_t axis) {
  if (parts.empty()) throw ValueError("cat: nothing to join; give it at least one tensor");
  const auto& first = parts.front();
  if (first.dim() == 0) throw ShapeError("cat: tensors of shape () have no axis to join along; use stack");
  const auto a = normalize_axis("cat", axis, first.dim());
  auto shape = first.shape();
  shape[a] = 0;
  std::vector<std::int64_t> lengths;
  for (const auto& part : parts) {
    expect_same_device("cat", first, part);
    auto expected = first.shape();
    if (part.dim() == first.dim()) expected[a] = part.shape()[a];
    if (part.shape() != expected)
      throw ShapeError("cat: " + to_string(first.shape()) + " and " + to_string(part.shape()) +
                       " differ in more than axis " + std::to_string(a));
    shape[a] += part.shape()[a];
    lengths.push_back(part.shape()[a]);
  }
  const auto y = empty<T>(shape, first.device());
  {
    const NoGrad internal;
    std::int64_t begin = 0;
    for (const auto& part : parts) {
      copy_(slice(y, a, begin, begin + part.shape()[a]), part);
      begin += part.shape()[a];
    }
  }
  if constexpr (std::floating_point<T>)
    record_many("cat", y, parts, [a, lengths](const Tensor<T>& dy, const std::vector<Input<T>>& inputs) {
      std::int64_t begin = 0;
      for (std::size_t i = 0; i < inputs.size(); begin += lengths[i++])
        if (inputs[i].wants_grad()) inputs[i].accumulate(slice(dy, a, begin, begin + lengths[i]));
    });
  return y;
}

template <class T>
Tensor<T> stack(std::span<const Tensor<T>> parts, std::int64_t axis) {
  if (parts.empty()) throw ValueError("stack: nothing to join; give it at least one tensor");
  const auto a = normalize_axis("stack", axis, parts.front().dim() + 1);
  std::vector<Tensor<T>> with_axis;
  for (const auto& part : parts) {
    if (part.shape() != parts.front().shape())
      throw ShapeError("stack: the shapes " + to_string(parts.front().shape()) + " and " + to_string(part.shape()) +
                       " differ");
    expect_same_device("stack", parts.front(), part);
    with_axis.push_back(unsqueeze(part, a));
  }
  return cat(with_axis, a);
}

#define D2L_INSTANTIATE(T)                                                                      \
  template Tensor<T> index_select(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&); \
  template Tensor<T> gather(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&);       \
  template Tensor<T> cat(std::span<const Tensor<T>>, std::int64_t);                             \
  template Tensor<T> stack(std::span<const Tensor<T>>, std::int64_t);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
