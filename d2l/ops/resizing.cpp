#include "d2l/ops/resizing.hpp"

#include <algorithm>
#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/windows.hpp"

namespace d2l {
namespace {

// The part of X (…, h, w) that both it and X with margins have, as it lies in one of them: that one's rows and columns
// from `top` and `left` on.
template <class T>
Tensor<T> common_part(const Tensor<T>& of, std::int64_t top, std::int64_t left, const Shape& shape) {
  const auto& strides = of.strides();
  const auto rows = of.dim() - 2, columns = of.dim() - 1;
  return {of.storage(), of.storage_offset() + top * strides[rows] + left * strides[columns], shape, strides};
}

}  // namespace

template <std::floating_point T>
Tensor<T> interpolate(const Tensor<T>& X, Size2d size) {
  expect_images("interpolate", X.shape());
  if (size.height < 1 || size.width < 1 || X.size(2) < 1 || X.size(3) < 1)
    throw ShapeError("interpolate: images of shape " + to_string(X.shape()) + " cannot be scaled to " +
                     to_string(size) + " pixels");
  const auto Y = Tensor<T>::allocate({X.size(0), X.size(1), size.height, size.width}, X.device());
  kernels::on(Y, [&](auto device) { kernels::bilinear(device, Y, dense(X)); });
  record("interpolate", Y, {edge(X)}, [](const Tensor<T>& dY, const Input<T>& X) {
    const auto dX = Tensor<T>::allocate(X.shape(), X.device());
    kernels::on(dX, [&](auto device) { kernels::bilinear_gradient(device, dX, dense(dY)); });
    X.accumulate(dX);
  });
  return Y;
}

template <std::floating_point T>
Tensor<T> pad(const Tensor<T>& X, const Margins& margins, double value) {
  if (X.dim() < 2) throw ShapeError("pad: a tensor of shape " + to_string(X.shape()) + "; it takes (…, h, w)");
  const auto rows = X.dim() - 2, columns = X.dim() - 1;
  auto shape = X.shape(), common = X.shape();
  const auto widen = [&](std::int64_t axis, std::int64_t before, std::int64_t behind) {
    shape[axis] += before + behind;
    common[axis] += std::min<std::int64_t>(before, 0) + std::min<std::int64_t>(behind, 0);
    if (shape[axis] < 1 || common[axis] < 0)
      throw ShapeError("pad: of " + std::to_string(X.shape()[axis]) + " rows or columns, margins of " +
                       std::to_string(before) + " and " + std::to_string(behind) + " leave nothing");
  };
  widen(rows, margins.top, margins.bottom);
  widen(columns, margins.left, margins.right);
  // Where the common part begins: in Y behind new rows and columns, in X behind those that are cut off.
  const auto in = [margins, common](const Tensor<T>& x, std::int64_t sign) {
    return common_part(x, std::max<std::int64_t>(sign * margins.top, 0), std::max<std::int64_t>(sign * margins.left, 0),
                       common);
  };
  const auto Y = Tensor<T>::allocate(shape, X.device());
  kernels::fill(Y, static_cast<T>(value));
  kernels::copy(in(Y, 1), in(X, -1));
  record("pad", Y, {edge(X)}, [in](const Tensor<T>& dY, const Input<T>& X) {
    const auto dX = Tensor<T>::allocate(X.shape(), X.device());
    kernels::fill(dX, T(0));
    kernels::copy(in(dX, -1), in(dY, 1));
    X.accumulate(dX);
  });
  return Y;
}

#define D2L_INSTANTIATE(T)                                  \
  template Tensor<T> interpolate(const Tensor<T>&, Size2d); \
  template Tensor<T> pad(const Tensor<T>&, const Margins&, double);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
