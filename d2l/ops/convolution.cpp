#include "d2l/ops/convolution.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/windows.hpp"

namespace d2l {
namespace {

// What both directions are called with, checked as far as it is the same for both: `to` is the number of channels that
// come out, `from` that of the channels that W takes in.
template <class T>
void expect_operands(const char* op, const Tensor<T>& X, const Tensor<T>& W, const Tensor<T>& b, std::int64_t groups,
                     std::int64_t from, std::int64_t to) {
  expect_images(op, X.shape());
  const auto fits = [&](const std::string& what) {
    return std::string(op) + ": images of shape " + to_string(X.shape()) + " and weights of shape " +
           to_string(W.shape()) + " in " + std::to_string(groups) + " groups: " + what;
  };
  if (X.size(1) != from)
    throw ShapeError(
        fits("the weights are for " + std::to_string(from) + " channels, not for " + std::to_string(X.size(1))));
  if (W.size(0) % groups != 0 || W.numel() == 0)
    throw ShapeError(fits("the groups must divide the channels, of which there is at least one"));
  if (b.defined() && (b.dim() != 1 || b.size(0) != to))
    throw ShapeError(fits("a bias of shape " + to_string(b.shape()) + " is not one number for each of " +
                          std::to_string(to) + " channels"));
  expect_same_device(op, X, W);
  if (b.defined()) expect_same_device(op, X, b);
}

void expect_weights(const char* op, const Shape& W, std::int64_t groups) {
  if (groups < 1) throw ValueError(std::string(op) + ": " + std::to_string(groups) + " groups; it must be at least 1");
  if (W.size() != 4)
    throw ShapeError(std::string(op) + ": weights of shape " + to_string(W) +
                     "; it takes four axes, the last two the "
                     "kernel's height and width");
}

// Y + b, channel by channel.
template <class T>
void add_bias(const Tensor<T>& Y, const Tensor<T>& b) {
  if (!b.defined()) return;
  const Tensor<T> as_channels(b.storage(), b.storage_offset(), {b.size(0), 1, 1}, {b.strides()[0], 1, 1});
  kernels::add(Y, Y, as_channels);
}

// Puts Y = W over X, in whichever direction, on the tape; `gradient` gives dX and dW, and that of b is the same.
template <class T, class Gradient>
void record_with_bias(const char* op, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Tensor<T>& b,
                      const Gradient& gradient) {
  const auto x = keep_if(W.requires_grad(), X), w = keep_if(X.requires_grad(), W);
  if (!b.defined()) return record(op, Y, {x, w}, gradient);
  record(op, Y, {x, w, edge(b)},
         [gradient](const Tensor<T>& dY, const Input<T>& X, const Input<T>& W, const Input<T>& b) {
           gradient(dY, X, W);
           if (b.wants_grad()) b.accumulate(sum(dY, Dims{0, 2, 3}));
         });
}

}  // namespace

template <std::floating_point T>
Tensor<T> conv2d(const Tensor<T>& X, const Tensor<T>& W, const std::type_identity_t<Tensor<T>>& b,
                 const Conv2dOptions& options) {
  if (X.dim() == 3) return of_one_image(X, [&](const auto& batch) { return conv2d(batch, W, b, options); });
  constexpr const char* op = "conv2d";
  const auto groups = options.groups;
  expect_weights(op, W.shape(), groups);
  const auto windows = checked_windows(op, {W.size(2), W.size(3)}, options.stride, options.padding, options.dilation);
  expect_operands(op, X, W, b, groups, W.size(1) * groups, W.size(0));
  const auto counts = count_windows(op, X.size(2), X.size(3), windows);
  const auto Y = Tensor<T>::allocate({X.size(0), W.size(0), counts.height, counts.width}, X.device());
  kernels::on(Y, [&](auto device) { kernels::conv2d(device, Y, dense(X), dense(W), windows, groups); });
  add_bias(Y, b);
  record_with_bias(op, Y, X, W, b, [windows, groups](const Tensor<T>& dY, const Input<T>& X, const Input<T>& W) {
    const auto dy = dense(dY);
    if (X.wants_grad()) {
      const auto dX = Tensor<T>::allocate(X.shape(), X.device());
      kernels::on(dX, [&](auto device) { kernels::conv2d_data(device, dX, dy, dense(*W), windows, groups); });
      X.accumulate(dX);
    }
    if (W.wants_grad()) {
      const auto dW = Tensor<T>::allocate(W.shape(), W.device());
      kernels::on(dW, [&](auto device) { kernels::conv2d_weights(device, dW, dy, dense(*X), windows, groups); });
      W.accumulate(dW);
    }
  });
  return Y;
}

template <std::floating_point T>
Tensor<T> conv_transpose2d(const Tensor<T>& X, const Tensor<T>& W, const std::type_identity_t<Tensor<T>>& b,
                           const ConvTranspose2dOptions& options) {
  if (X.dim() == 3) return of_one_image(X, [&](const auto& batch) { return conv_transpose2d(batch, W, b, options); });
  constexpr const char* op = "conv_transpose2d";
  const auto groups = options.groups;
  expect_weights(op, W.shape(), groups);
  const auto windows = checked_windows(op, {W.size(2), W.size(3)}, options.stride, options.padding, options.dilation);
  expect_operands(op, X, W, b, groups, W.size(0), W.size(1) * groups);
  const auto more = options.output_padding;
  if (more.height < 0 || more.height >= options.stride.height || more.width < 0 || more.width >= options.stride.width)
    throw ValueError(std::string(op) + ": an output padding of " + to_string(more) +
                     "; it must be at least 0 and less than the stride, " + to_string(options.stride));
  const auto size = [](std::int64_t n, const kernels::Windows& along, std::int64_t more) {
    return (n - 1) * along.stride - 2 * along.padding + along.extent() + more;
  };
  const auto oh = size(X.size(2), windows.rows, more.height), ow = size(X.size(3), windows.columns, more.width);
  if (X.size(2) < 1 || X.size(3) < 1 || oh < 1 || ow < 1)
    throw ShapeError(std::string(op) + ": images of shape " + to_string(X.shape()) + " would become images of " +
                     to_string(Size2d{oh, ow}) + " pixels");
  const auto Y = Tensor<T>::allocate({X.size(0), W.size(1) * groups, oh, ow}, X.device());
  kernels::on(Y, [&](auto device) { kernels::conv2d_data(device, Y, dense(X), dense(W), windows, groups); });
  add_bias(Y, b);
  record_with_bias(op, Y, X, W, b, [windows, groups](const Tensor<T>& dY, const Input<T>& X, const Input<T>& W) {
    const auto dy = dense(dY);
    if (X.wants_grad()) {
      const auto dX = Tensor<T>::allocate(X.shape(), X.device());
      kernels::on(dX, [&](auto device) { kernels::conv2d(device, dX, dy, dense(*W), windows, groups); });
      X.accumulate(dX);
    }
    if (W.wants_grad()) {
      const auto dW = Tensor<T>::allocate(W.shape(), W.device());
      kernels::on(dW, [&](auto device) { kernels::conv2d_weights(device, dW, dense(*X), dy, windows, groups); });
      W.accumulate(dW);
    }
  });
  return Y;
}

#define D2L_INSTANTIATE(T)                                                                               \
  template Tensor<T> conv2d(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Conv2dOptions&); \
  template Tensor<T> conv_transpose2d(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&,              \
                                      const ConvTranspose2dOptions&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
