#include "d2l/ops/view.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "d2l/ops/copy.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/viewed.hpp"

namespace d2l {
namespace {

template <class T>
Tensor<T> reshaped(const char* name, const Tensor<T>& x, const Shape& shape, const Strides& strides) {
  return viewed(name, x, x.storage_offset(), shape, strides,
                [](const auto& dy, const auto& input) { return reshape(dy, input.shape()); });
}

Shape with_inferred_size(const char* op, const Shape& shape, std::int64_t count) {
  auto result = shape;
  std::int64_t* unknown = nullptr;
  for (auto& size : result) {
    if (size < -1) throw ShapeError(std::string(op) + ": the shape " + to_string(shape) + " has a negative size");
    if (size != -1) continue;
    if (unknown) throw ShapeError(std::string(op) + ": only one size may be -1, not two as in " + to_string(shape));
    unknown = &size;
    size = 1;
  }
  const auto known = numel(result);
  if (unknown && known != 0) *unknown = count / known;
  if (unknown ? known == 0 || known * *unknown != count : known != count)
    throw ShapeError(std::string(op) + ": " + std::to_string(count) + " elements do not fill the shape " +
                     to_string(shape));
  return result;
}

// The strides with which x's memory shows as `shape`, if there are any: x's axes are joined into runs that lie without
// a gap between them, and each run must hold whole axes of the new shape.
template <class T>
std::optional<Strides> view_strides(const Tensor<T>& x, const Shape& shape) {
  if (x.is_contiguous()) return row_major(shape);
  Dims sizes, steps;  // of the runs, innermost first
  for (auto i = x.dim() - 1; i >= 0; --i) {
    if (x.shape()[i] == 1) continue;  // its stride means nothing
    const auto last = sizes.size() - 1;
    if (last >= 0 && x.strides()[i] == sizes[last] * steps[last]) {
      sizes[last] *= x.shape()[i];
    } else {
      sizes.push_back(x.shape()[i]);
      steps.push_back(x.strides()[i]);
    }
  }
  Strides strides = shape;
  std::int64_t run = 0;
  for (auto axis = shape.size() - 1; axis >= 0; --axis) {
    strides[axis] = run < steps.size() ? steps[run] : 1;
    if (shape[axis] == 1) continue;
    if (sizes[run] % shape[axis] != 0) return {};
    sizes[run] /= shape[axis];
    steps[run] *= shape[axis];
    if (sizes[run] == 1) ++run;
  }
  return strides;
}

}  // namespace

template <class T>
Tensor<T> view(const Tensor<T>& x, const Shape& shape) {
  const auto known = with_inferred_size("view", shape, x.numel());
  const auto strides = view_strides(x, known);
  if (!strides)
    throw ShapeError("view: a tensor of shape " + to_string(x.shape()) + " and strides " + to_string(x.strides()) +
                     " cannot be seen in shape " + to_string(known) + " without a copy; use reshape");
  return reshaped("view", x, known, *strides);
}

template <class T>
Tensor<T> reshape(const Tensor<T>& x, const Shape& shape) {
  const auto known = with_inferred_size("reshape", shape, x.numel());
  const auto strides = view_strides(x, known);
  return strides ? reshaped("reshape", x, known, *strides) : by_itself(view(clone(x), known));
}

template <class T>
Tensor<T> flatten(const Tensor<T>& x, std::int64_t first, std::int64_t last) {
  const auto from = normalize_axis("flatten", first, x.dim()), to = normalize_axis("flatten", last, x.dim());
  if (from > to)
    throw IndexError("flatten: the first axis " + std::to_string(first) + " comes after the last, " +
                     std::to_string(last));
  if (from == to && x.dim() > 0) return x;
  Shape shape;
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) {
    if (axis > from && axis <= to)
      shape[shape.size() - 1] *= x.shape()[axis];
    else
      shape.push_back(x.shape()[axis]);
  }
  return reshape(x, x.dim() == 0 ? Shape{1} : shape);
}

template <class T>
Tensor<T> squeeze(const Tensor<T>& x) {
  Shape shape;
  Strides strides;
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) {
    if (x.shape()[axis] == 1) continue;
    shape.push_back(x.shape()[axis]);
    strides.push_back(x.strides()[axis]);
  }
  return reshaped("squeeze", x, shape, strides);
}

template <class T>
Tensor<T> squeeze(const Tensor<T>& x, std::int64_t axis) {
  const auto a = normalize_axis("squeeze", axis, x.dim());
  auto shape = x.shape();
  auto strides = x.strides();
  if (x.dim() > 0 && shape[a] == 1) {
    shape.erase(a);
    strides.erase(a);
  }
  return reshaped("squeeze", x, shape, strides);
}

template <class T>
Tensor<T> unsqueeze(const Tensor<T>& x, std::int64_t axis) {
  const auto a = normalize_axis("unsqueeze", axis, x.dim() + 1);
  auto shape = x.shape();
  auto strides = x.strides();
  const auto stride = a < x.dim() ? shape[a] * strides[a] : 1;
  shape.insert(a, 1);
  strides.insert(a, stride);
  return reshaped("unsqueeze", x, shape, strides);
}

template <class T>
Tensor<T> transpose(const Tensor<T>& x, std::int64_t a, std::int64_t b) {
  const auto first = normalize_axis("transpose", a, x.dim()), second = normalize_axis("transpose", b, x.dim());
  auto shape = x.shape();
  auto strides = x.strides();
  if (x.dim() > 0) {
    std::swap(shape[first], shape[second]);
    std::swap(strides[first], strides[second]);
  }
  return viewed("transpose", x, x.storage_offset(), shape, strides,
                [first, second](const auto& dy, const auto&) { return transpose(dy, first, second); });
}

template <class T>
Tensor<T> t(const Tensor<T>& x) {
  if (x.dim() > 2)
    throw ShapeError("t: a tensor of shape " + to_string(x.shape()) + " is no matrix; use transpose or permute");
  return x.dim() == 2 ? transpose(x, 0, 1) : view(x, x.shape());
}

template <class T>
Tensor<T> permute(const Tensor<T>& x, const Dims& axes) {
  Dims order, inverse = x.shape(), shape, strides;
  std::ranges::fill(inverse, -1);
  for (const auto axis : axes) {
    const auto a = normalize_axis("permute", axis, x.dim());
    if (a >= x.dim() || inverse[a] >= 0 || axes.size() != x.dim())
      throw ShapeError("permute: " + to_string(axes) + " is no order of the axes of a tensor of shape " +
                       to_string(x.shape()));
    inverse[a] = order.size();
    order.push_back(a);
    shape.push_back(x.shape()[a]);
    strides.push_back(x.strides()[a]);
  }
  if (order.size() != x.dim())
    throw ShapeError("permute: " + to_string(axes) + " is no order of the axes of a tensor of shape " +
                     to_string(x.shape()));
  return viewed("permute", x, x.storage_offset(), shape, strides,
                [inverse](const auto& dy, const auto&) { return permute(dy, inverse); });
}

template <class T>
Tensor<T> expand(const Tensor<T>& x, const Shape& shape) {
  const auto missing = shape.size() - x.dim();
  if (missing < 0)
    throw ShapeError("expand: " + to_string(shape) + " has fewer axes than the tensor's shape " + to_string(x.shape()));
  auto result = shape;
  Strides strides = shape;
  for (std::int64_t axis = 0; axis < shape.size(); ++axis) {
    const auto own = axis < missing ? 1 : x.shape()[axis - missing];
    if (result[axis] == -1 && axis >= missing) result[axis] = own;
    if (own != 1 && result[axis] != own)
      throw ShapeError("expand: a tensor of shape " + to_string(x.shape()) + " does not repeat to " + to_string(shape) +
                       ": size " + std::to_string(own) + " is not 1");
    strides[axis] = axis < missing || own != result[axis] ? 0 : x.strides()[axis - missing];
  }
  return viewed("expand", x, x.storage_offset(), result, strides,
                [](const auto& dy, const auto& input) { return sum_to(dy, input.shape()); });
}

#define D2L_INSTANTIATE(T)                                                    \
  template Tensor<T> view(const Tensor<T>&, const Shape&);                    \
  template Tensor<T> reshape(const Tensor<T>&, const Shape&);                 \
  template Tensor<T> flatten(const Tensor<T>&, std::int64_t, std::int64_t);   \
  template Tensor<T> squeeze(const Tensor<T>&);                               \
  template Tensor<T> squeeze(const Tensor<T>&, std::int64_t);                 \
  template Tensor<T> unsqueeze(const Tensor<T>&, std::int64_t);               \
  template Tensor<T> transpose(const Tensor<T>&, std::int64_t, std::int64_t); \
  template Tensor<T> t(const Tensor<T>&);                                     \
  template Tensor<T> permute(const Tensor<T>&, const Dims&);                  \
  template Tensor<T> expand(const Tensor<T>&, const Shape&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
