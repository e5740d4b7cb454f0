#include "d2l/ops/patches.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/windows.hpp"

namespace d2l {
namespace {

using kernels::Windows2d;

// Columns (n, c·kh·kw, oh·ow) as the kernels see them, (n, c, kh, kw, oh, ow).
template <class T>
Tensor<T> as_patches(const Tensor<T>& columns, const Windows2d& windows, Size2d counts) {
  const auto kh = windows.rows.size, kw = windows.columns.size, c = columns.size(1) / (kh * kw);
  const Shape shape{columns.size(0), c, kh, kw, counts.height, counts.width};
  return {columns.storage(), columns.storage_offset(), shape, row_major(shape)};
}

template <class T>
Tensor<T> columns_of(const Tensor<T>& X, const Windows2d& windows, Size2d counts) {
  const auto places = windows.rows.size * windows.columns.size;
  const auto Y = Tensor<T>::allocate({X.size(0), X.size(1) * places, counts.height * counts.width}, X.device());
  kernels::on(Y, [&](auto device) { kernels::unfold(device, as_patches(Y, windows, counts), dense(X), windows); });
  return Y;
}

template <class T>
Tensor<T> images_of(const Tensor<T>& columns, const Shape& shape, const Windows2d& windows, Size2d counts) {
  const auto X = Tensor<T>::allocate(shape, columns.device());
  kernels::on(X, [&](auto device) { kernels::fold(device, X, as_patches(dense(columns), windows, counts), windows); });
  return X;
}

}  // namespace

template <std::floating_point T>
Tensor<T> unfold(const Tensor<T>& X, Size2d kernel, const PatchOptions& options) {
  expect_images("unfold", X.shape());
  const auto windows = checked_windows("unfold", kernel, options.stride, options.padding, options.dilation);
  const auto counts = count_windows("unfold", X.size(2), X.size(3), windows);
  const auto Y = columns_of(X, windows, counts);
  record("unfold", Y, {edge(X)}, [windows, counts](const Tensor<T>& dY, const Input<T>& X) {
    X.accumulate(images_of(dY, X.shape(), windows, counts));
  });
  return Y;
}

template <std::floating_point T>
Tensor<T> fold(const Tensor<T>& columns, Size2d output, Size2d kernel, const PatchOptions& options) {
  const auto windows = checked_windows("fold", kernel, options.stride, options.padding, options.dilation);
  const auto counts = count_windows("fold", output.height, output.width, windows);
  const auto places = kernel.height * kernel.width, across = counts.height * counts.width;
  if (columns.dim() != 3 || columns.size(1) % places != 0 || columns.size(2) != across)
    throw ShapeError("fold: columns of shape " + to_string(columns.shape()) + " for images of " + to_string(output) +
                     " pixels and a kernel of " + to_string(kernel) + "; it takes (n, channels·" +
                     std::to_string(places) + ", " + std::to_string(across) + ")");
  const auto Y =
      images_of(columns, {columns.size(0), columns.size(1) / places, output.height, output.width}, windows, counts);
  record("fold", Y, {edge(columns)}, [windows, counts](const Tensor<T>& dY, const Input<T>& columns) {
    columns.accumulate(columns_of(dY, windows, counts));
  });
  return Y;
}

#define D2L_INSTANTIATE(T)                                                  \
  template Tensor<T> unfold(const Tensor<T>&, Size2d, const PatchOptions&); \
  template Tensor<T> fold(const Tensor<T>&, Size2d, Size2d, const PatchOptions&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
