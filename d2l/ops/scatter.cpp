#include "d2l/ops/scatter.hpp"

#include <algorithm>
#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/extremes.hpp"
#include "d2l/ops/indexing.hpp"
#include "d2l/ops/places.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// The axis from the front, if the shapes fit.
template <class T>
std::int64_t checked_axis(const char* op, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                          const Tensor<T>& source) {
  expect_same_device(op, x, index, source);
  const auto a = normalize_axis(op, axis, x.dim());
  bool fits = index.dim() == x.dim() && source.dim() == x.dim();
  for (std::int64_t k = 0; fits && k < x.dim(); ++k)
    fits = index.shape()[k] <= source.shape()[k] && (k == a || index.shape()[k] <= x.shape()[k]);
  if (!fits)
    throw ShapeError(std::string(op) + ": indices of shape " + to_string(index.shape()) + " and a source of shape " +
                     to_string(source.shape()) + " do not fit a tensor of shape " + to_string(x.shape()) +
                     ": all need as many axes; the indices may be nowhere longer than the source, and longer than the "
                     "tensor only along axis " +
                     std::to_string(a));
  return a;
}

// The part of the source for which there is an index.
template <class T>
Tensor<T> with_index(Tensor<T> source, const Tensor<std::int64_t>& index) {
  for (std::int64_t k = 0; k < index.dim(); ++k)
    if (source.shape()[k] != index.shape()[k]) source = slice(source, k, 0, index.shape()[k]);
  return source;
}

// y, or a copy where writing into x would change it.
template <class T, class U>
Tensor<U> apart_from(const Tensor<T>& x, const Tensor<U>& y) {
  return x.storage() == y.storage() ? clone(y) : y;
}

// x += source at the places along axis a, for a source of index's shape. Whoever calls it has looked at the places.
template <class T>
void add_at(const char* op, const char* what, const Tensor<T>& x, std::int64_t a, const Tensor<std::int64_t>& index,
            const Tensor<T>& source) {
  expect_changeable(op, x, source);
  const auto places = apart_from(x, index);
  const auto added = apart_from(x, source);
  kernels::on(x, [&](auto device) { kernels::scatter_add(device, x, added, a, places, what); });
  if constexpr (std::floating_point<T>)
    record(op, x, {edge(x), edge(added)},
           [a, places = Saved<std::int64_t>(places)](const Tensor<T>& dy, const Input<T>& x, const Input<T>& source) {
             if (x.wants_grad()) x.accumulate(dy);
             if (source.wants_grad()) source.accumulate(gather(dy, a, *places));
           });
  mark_changed(op, x);
}

}  // namespace

template <Number T>
const Tensor<T>& index_add_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                            const Tensor<T>& source) {
  expect_same_device("index_add_", x, index, source);
  const auto a = normalize_axis("index_add_", axis, x.dim());
  auto shape = x.shape();
  if (x.dim() > 0 && index.dim() == 1) shape[a] = index.numel();
  if (x.dim() == 0 || index.dim() != 1 || source.shape() != shape)
    throw ShapeError("index_add_: indices of shape " + to_string(index.shape()) + " and a source of shape " +
                     to_string(source.shape()) + " do not fit a tensor of shape " + to_string(x.shape()) +
                     ": the indices are a vector, and the source has the tensor's shape, but along axis " +
                     std::to_string(a) + " as many parts as there are indices");
  constexpr const char* what = "index_add_: index";
  expect_places(what, index, x.shape()[a]);
  Shape along;
  for (std::int64_t k = 0; k < x.dim(); ++k) along.push_back(k == a ? index.numel() : 1);
  add_at("index_add_", what, x, a, expand(reshape(index, along), shape), source);
  return x;
}

template <Number T>
const Tensor<T>& scatter_add_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                              const Tensor<T>& source) {
  constexpr const char* what = "scatter_add_: index";
  const auto a = checked_axis("scatter_add_", x, axis, index, source);
  expect_places(what, index, x.dim() == 0 ? 1 : x.shape()[a]);
  add_at("scatter_add_", what, x, a, index, with_index(source, index));
  return x;
}

template <class T>
const Tensor<T>& scatter_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                          const Tensor<T>& source) {
  constexpr const char *name = "scatter_", *what = "scatter_: index";
  const auto a = checked_axis(name, x, axis, index, source);
  expect_places(what, index, x.dim() == 0 ? 1 : x.shape()[a]);
  expect_changeable(name, x, source);
  const auto places = apart_from(x, index);
  const auto written = apart_from(x, with_index(source, index));
  kernels::on(x, [&](auto device) { kernels::scatter(device, x, written, a, places, what); });
  if constexpr (std::floating_point<T>)
    record(name, x, {edge(x), edge(written)},
           [a, places = Saved<std::int64_t>(places)](const Tensor<T>& dy, const Input<T>& x, const Input<T>& source) {
             if (x.wants_grad()) x.accumulate(scatter_(clone(dy), a, *places, T(0)));
             if (source.wants_grad()) source.accumulate(gather(dy, a, *places));
           });
  mark_changed(name, x);
  return x;
}

template <class T>
const Tensor<T>& scatter_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                          std::type_identity_t<T> value) {
  return scatter_(x, axis, index, expand(scalar_like(x, value), index.shape()));
}

Tensor<std::int64_t> one_hot(const Tensor<std::int64_t>& labels, std::int64_t classes) {
  constexpr const char* what = "one_hot: label";
  if (classes == -1) {
    if (labels.numel() == 0) throw ValueError("one_hot: no label tells how many classes there are; say it");
    classes = std::max<std::int64_t>(max(labels).item(), 0) + 1;
  }
  if (classes < 1) throw ValueError("one_hot: " + std::to_string(classes) + " classes; it must be at least 1");
  expect_places(what, labels, classes);
  auto shape = labels.shape();
  shape.push_back(classes);
  const auto y = zeros<std::int64_t>(shape, labels.device());
  const auto places = unsqueeze(labels, -1);
  const auto one = expand(scalar_like(labels, std::int64_t{1}), places.shape());
  kernels::on(y, [&](auto device) { kernels::scatter(device, y, one, y.dim() - 1, places, what); });
  return y;
}

#define D2L_INSTANTIATE(T)                                                                                           \
  template const Tensor<T>& scatter_(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, const Tensor<T>&); \
  template const Tensor<T>& scatter_(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, T);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_NUMBER(T)                                                                                      \
  template const Tensor<T>& index_add_(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, const Tensor<T>&); \
  template const Tensor<T>& scatter_add_(const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, const Tensor<T>&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

}  // namespace d2l
