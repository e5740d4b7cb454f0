#pragma once

#include <device_kinds.hpp>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/view.hpp"

// Ops that pick elements along an axis and say where they stood: max and min, sort, topk.
namespace d2l {

/// Puts on the tape that `values` are the elements of x at `places` (with as many axes as x) along `axis`; the gradient
/// goes there.
template <class T>
void record_picked(const char* op, const Tensor<T>& values, const Tensor<T>& x, std::int64_t axis,
                   const Tensor<std::int64_t>& places) {
  if constexpr (std::floating_point<T>)
    if (grad_enabled() && x.requires_grad())
      record(op, values, {edge(x)},
             [axis, places = Saved<std::int64_t>(places)](const Tensor<T>& dy, const Input<T>& x) {
               const auto dx = zeros<T>(x.shape(), x.device());
               const auto dy_there = reshape(dy, places->shape());
               kernels::on(dx, [&](auto device) { kernels::scatter_add(device, dx, dy_there, axis, *places); });
               x.accumulate(dx);
             });
}

/// The elements of x at `places` along `axis`, with their gradient.
template <class T>
Tensor<T> picked(const char* op, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& places) {
  const auto values = Tensor<T>::allocate(places.shape(), x.device());
  kernels::on(values, [&](auto device) { kernels::gather(device, values, x, axis, places); });
  record_picked(op, values, x, axis, places);
  return values;
}

}  // namespace d2l
