#include "d2l/ops/order.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/pick.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// Along an axis that is counted from the front: the kernel works on the rows of a matrix.
template <class T>
Tensor<std::int64_t> places_in_order(const Tensor<T>& x, std::int64_t axis, bool descending) {
  const NoGrad internal;
  if (x.numel() == 0 || x.dim() == 0) return zeros<std::int64_t>(x.shape(), x.device());
  const auto last = x.dim() - 1, n = x.shape()[axis];
  const auto rows = contiguous(transpose(x, axis, last));
  const auto places = empty<std::int64_t>(rows.shape(), x.device());
  kernels::on(places,
              [&](auto device) { kernels::argsort(device, view(places, {-1, n}), view(rows, {-1, n}), descending); });
  return contiguous(transpose(places, axis, last));
}

}  // namespace

template <class T>
std::pair<Tensor<T>, Tensor<std::int64_t>> sort(const Tensor<T>& x, std::int64_t axis, bool descending) {
  const auto a = normalize_axis("sort", axis, x.dim());
  const auto places = places_in_order(x, a, descending);
  return {picked("sort", x, a, places), places};
}

template <class T>
Tensor<std::int64_t> argsort(const Tensor<T>& x, std::int64_t axis, bool descending) {
  return places_in_order(x, normalize_axis("argsort", axis, x.dim()), descending);
}

template <Number T>
std::pair<Tensor<T>, Tensor<std::int64_t>> topk(const Tensor<T>& x, std::int64_t k, std::int64_t axis, bool largest) {
  const auto a = normalize_axis("topk", axis, x.dim());
  const auto n = x.dim() == 0 ? 1 : x.shape()[a];
  if (k < 0 || k > n)
    throw ValueError("topk: k = " + std::to_string(k) + ", but along axis " + std::to_string(axis) +
                     " of a tensor of shape " + to_string(x.shape()) + " there are " + std::to_string(n) +
                     " elements; choose a k from 0 to that");
  const auto in_order = places_in_order(x, a, largest);
  const auto places = x.dim() == 0 ? in_order : contiguous(slice(in_order, a, 0, k));
  return {picked("topk", x, a, places), places};
}

#define D2L_INSTANTIATE(T)                                                                        \
  template std::pair<Tensor<T>, Tensor<std::int64_t>> sort(const Tensor<T>&, std::int64_t, bool); \
  template Tensor<std::int64_t> argsort(const Tensor<T>&, std::int64_t, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_NUMBER(T) \
  template std::pair<Tensor<T>, Tensor<std::int64_t>> topk(const Tensor<T>&, std::int64_t, std::int64_t, bool);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

}  // namespace d2l
