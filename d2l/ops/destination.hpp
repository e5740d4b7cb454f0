#pragma once

#include "d2l/autograd/record.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/copy.hpp"

namespace d2l {

/// Throws what `destination` does, unless `target` can take a result of this shape on this device.
template <class T>
void expect_takes(const char* op, const Tensor<T>& target, const Shape& shape, Device device, bool is_recorded);

/// Where an op's result goes: new memory, or the tensor of an `out(…)`.
/// Throws ShapeError for an `out` of another shape, DeviceError for one on another device, AutogradError for one while
/// gradients of `inputs` are recorded.
template <class T, class... In>
Tensor<T> destination(const char* op, const Shape& shape, Device device, const Out<T>& out,
                      const Tensor<In>&... inputs) {
  if (!out.tensor.defined()) return Tensor<T>::allocate(shape, device);
  expect_takes(op, out.tensor, shape, device, (false || ... || inputs.requires_grad()));
  return out.tensor;
}

/// To be called when the result is there: memory given by the reader has changed.
template <class T>
void written(const char* op, const Out<T>& out) {
  if (out.tensor.defined()) mark_changed(op, out.tensor);
}

[[noreturn]] void throw_devices_differ(const char* op, Device one, Device other);

inline void expect_same_device(const char* op, Device one, Device other) {
  if (one != other) throw_devices_differ(op, one, other);
}

/// Throws DeviceError unless all tensors lie on the same device.
template <class T, class... Rest>
void expect_same_device([[maybe_unused]] const char* op, const Tensor<T>& first, const Tensor<Rest>&... rest) {
  (expect_same_device(op, first.device(), rest.device()), ...);
}

/// Throws ShapeError unless the shape `source` broadcasts to `target`, into which the result of an op in place must
/// fit.
void expect_fits(const char* op, const Shape& target, const Shape& source);

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

/// x, or a copy where it overlaps the target that is written while x is read.
template <class T, class U>
Tensor<U> apart(const Tensor<U>& x, const Tensor<T>& target) {
  return overlaps(target, x) ? clone(x) : x;
}

}  // namespace d2l
