#include "d2l/ops/destination.hpp"

#include <string>

namespace d2l {

template <class T>
void expect_takes(const char* op, const Tensor<T>& target, const Shape& shape, Device device, bool is_recorded) {
  if (target.shape() != shape)
    throw ShapeError(std::string(op) + ": the result has shape " + to_string(shape) + ", the tensor for it " +
                     to_string(target.shape()));
  if (target.device() != device)
    throw DeviceError(std::string(op) + ": the result is on " + to_string(device) + ", the tensor for it on " +
                      to_string(target.device()) + "; move one of them with to(device)");
  if (grad_enabled() && (target.requires_grad() || is_recorded))
    throw AutogradError(std::string(op) +
                        ": a result written into out(…) cannot be recorded; do it under NoGrad, or without out");
  expect_changeable(op, target);
}

void throw_devices_differ(const char* op, Device one, Device other) {
  throw DeviceError(std::string(op) + ": one tensor is on " + to_string(one) + ", another on " + to_string(other) +
                    "; move one of them with to(device)");
}

void expect_fits(const char* op, const Shape& target, const Shape& source) {
  if (target != source && broadcast(op, target, source) != target)
    throw ShapeError(std::string(op) + ": a tensor of shape " + to_string(target) +
                     " cannot hold the result, as the other has shape " + to_string(source));
}

#define D2L_INSTANTIATE(T) template void expect_takes(const char*, const Tensor<T>&, const Shape&, Device, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
