#include "d2l/ops/pooling.hpp"

#include <cstdint>
#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/windows.hpp"

namespace d2l {
namespace {

using kernels::AverageWindows, kernels::Windows2d;

// As in PyTorch. From a padding of the whole kernel on, windows could hold nothing else.
void expect_half_padded(const char* op, Size2d kernel, Size2d padding) {
  if (2 * padding.height > kernel.height || 2 * padding.width > kernel.width)
    throw ShapeError(std::string(op) + ": a padding of " + to_string(padding) + " is more than half of a kernel of " +
                     to_string(kernel));
}

// A window with gaps may step over a small image, though at most half of it is padding.
void expect_numbers_in_windows(const char* op, const Shape& shape, const Windows2d& windows, Size2d counts) {
  const auto expect = [&](const kernels::Windows& along, std::int64_t n, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
      if (along.of(i, n).size() == 0)
        throw ShapeError(std::string(op) + ": images of shape " + to_string(shape) +
                         " have windows of nothing but padding");
  };
  expect(windows.rows, shape[2], counts.height);
  expect(windows.columns, shape[3], counts.width);
}

template <class T>
Tensor<T> averages(const char* op, const Tensor<T>& X, const AverageWindows& rows, const AverageWindows& columns) {
  const auto Y = Tensor<T>::allocate({X.size(0), X.size(1), rows.count, columns.count}, X.device());
  kernels::on(Y, [&](auto device) { kernels::avg_pool2d(device, Y, dense(X), rows, columns); });
  record(op, Y, {edge(X)}, [rows, columns](const Tensor<T>& dY, const Input<T>& X) {
    const auto dX = Tensor<T>::allocate(X.shape(), X.device());
    kernels::on(dX, [&](auto device) { kernels::avg_pool2d_gradient(device, dX, dense(dY), rows, columns); });
    X.accumulate(dX);
  });
  return Y;
}

}  // namespace

template <std::floating_point T>
Tensor<T> max_pool2d(const Tensor<T>& X, Size2d kernel, const MaxPool2dOptions& options) {
  if (X.dim() == 3) return of_one_image(X, [&](const auto& batch) { return max_pool2d(batch, kernel, options); });
  constexpr const char* op = "max_pool2d";
  expect_images(op, X.shape());
  const auto windows = checked_windows(op, kernel, options.stride.value_or(kernel), options.padding, options.dilation);
  expect_half_padded(op, kernel, options.padding);
  const auto counts = count_windows(op, X.size(2), X.size(3), windows, options.ceil_mode);
  expect_numbers_in_windows(op, X.shape(), windows, counts);
  if (X.size(3) > INT32_MAX / windows.rows.extent())
    throw ShapeError(std::string(op) + ": images of shape " + to_string(X.shape()) +
                     " have rows too long for a kernel of " + to_string(kernel) + ": it covers 2³¹ places or more");
  const auto Y = Tensor<T>::allocate({X.size(0), X.size(1), counts.height, counts.width}, X.device());
  const auto places = Tensor<std::int64_t>::allocate(Y.shape(), Y.device());
  kernels::on(Y, [&](auto device) { kernels::max_pool2d(device, Y, places, dense(X), windows); });
  record(op, Y, {edge(X)}, [places, windows](const Tensor<T>& dY, const Input<T>& X) {
    const auto dX = Tensor<T>::allocate(X.shape(), X.device());
    kernels::on(dX, [&](auto device) { kernels::max_pool2d_gradient(device, dX, dense(dY), places, windows); });
    X.accumulate(dX);
  });
  return Y;
}

template <std::floating_point T>
Tensor<T> avg_pool2d(const Tensor<T>& X, Size2d kernel, const AvgPool2dOptions& options) {
  if (X.dim() == 3) return of_one_image(X, [&](const auto& batch) { return avg_pool2d(batch, kernel, options); });
  constexpr const char* op = "avg_pool2d";
  expect_images(op, X.shape());
  const auto windows = checked_windows(op, kernel, options.stride.value_or(kernel), options.padding);
  expect_half_padded(op, kernel, options.padding);
  const auto counts = count_windows(op, X.size(2), X.size(3), windows, options.ceil_mode);
  const auto along = [&](std::int64_t n, std::int64_t count, const kernels::Windows& of_axis) {
    return AverageWindows{.n = n, .count = count, .windows = of_axis, .with_padding = options.count_include_pad};
  };
  return averages(op, X, along(X.size(2), counts.height, windows.rows),
                  along(X.size(3), counts.width, windows.columns));
}

template <std::floating_point T>
Tensor<T> adaptive_avg_pool2d(const Tensor<T>& X, Size2d output) {
  if (X.dim() == 3) return of_one_image(X, [&](const auto& batch) { return adaptive_avg_pool2d(batch, output); });
  constexpr const char* op = "adaptive_avg_pool2d";
  expect_images(op, X.shape());
  if (output.height < 1 || output.width < 1)
    throw ValueError(std::string(op) + ": an output of " + to_string(output) + "; it must be at least 1");
  if (X.size(2) < 1 || X.size(3) < 1)
    throw ShapeError(std::string(op) + ": images of shape " + to_string(X.shape()) + " have no pixels");
  return averages(op, X, AverageWindows{.n = X.size(2), .count = output.height, .adaptive = 1},
                  AverageWindows{.n = X.size(3), .count = output.width, .adaptive = 1});
}

#define D2L_INSTANTIATE(T)                                                          \
  template Tensor<T> max_pool2d(const Tensor<T>&, Size2d, const MaxPool2dOptions&); \
  template Tensor<T> avg_pool2d(const Tensor<T>&, Size2d, const AvgPool2dOptions&); \
  template Tensor<T> adaptive_avg_pool2d(const Tensor<T>&, Size2d);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
