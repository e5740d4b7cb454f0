#pragma once

#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// Where an op's result goes: new memory, or the tensor of an `out(…)`.
/// Throws ShapeError for an `out` of another shape, DeviceError for one on another device, AutogradError for one while
/// gradients of `inputs` are recorded.
template <class T, class... In>
Tensor<T> destination(const char* op, const Shape& shape, Device device, const Out<T>& out,
                      const Tensor<In>&... inputs) {
  if (!out.tensor.defined()) return Tensor<T>::allocate(shape, device);
  const auto& target = out.tensor;
  if (target.shape() != shape)
    throw ShapeError(std::string(op) + ": the result has shape " + to_string(shape) + ", the tensor for it " +
                     to_string(target.shape()));
  if (target.device() != device)
    throw DeviceError(std::string(op) + ": the result is on " + to_string(device) + ", the tensor for it on " +
                      to_string(target.device()) + "; move one of them with to(device)");
  if (grad_enabled() && (target.requires_grad() || (inputs.requires_grad() || ...)))
    throw AutogradError(std::string(op) +
                        ": a result written into out(…) cannot be recorded; do it under NoGrad, or without out");
  expect_changeable(op, target);
  return target;
}

/// To be called when the result is there: memory given by the reader has changed.
template <class T>
void written(const char* op, const Out<T>& out) {
  if (out.tensor.defined()) mark_changed(op, out.tensor);
}

/// Throws DeviceError unless all tensors lie on the same device.
template <class T, class... Rest>
void expect_same_device(const char* op, const Tensor<T>& first, const Tensor<Rest>&... rest) {
  const auto differs = [&](Device d) {
    if (d != first.device())
      throw DeviceError(std::string(op) + ": one tensor is on " + to_string(first.device()) + ", another on " +
                        to_string(d) + "; move one of them with to(device)");
  };
  (differs(rest.device()), ...);
}

/// Whether writing `target` while reading `x` would read what was already written: they overlap but are not the same
/// view.
template <class T, class U>
bool overlaps(const Tensor<T>& target, const Tensor<U>& x) {
  if (target.storage() != x.storage()) return false;
  if constexpr (std::same_as<T, U>)
    if (target.storage_offset() == x.storage_offset() && target.shape() == x.shape() && target.strides() == x.strides())
      return false;
  return true;
}

/// "exp_" for "exp": the name of an op's form in place.
template <class Op>
const char* in_place_name() {
  static const std::string name = std::string(Op::name) + "_";
  return name.c_str();
}

}  // namespace d2l
