#include "d2l/autograd/record.hpp"

#include <string>

#include "d2l/autograd/backward.hpp"

namespace d2l {

void throw_graph_freed(const char* op) {
  throw AutogradError(
      std::string("backward: the graph of ") + op +
      " was freed by an earlier backward through it; pass retain_graph = true to the first, or compute the loss anew");
}

void throw_stale_view(const char* op, const Storage& storage) {
  throw AutogradError(
      std::string(op) + ": the memory of this tensor was changed by " + storage.changed_by() +
      ", recorded for another view of it; take the view again after the change, or build the tensor with stack or cat");
}

template <class T>
void Saved<T>::throw_changed(const Storage& storage) {
  throw AutogradError(
      std::string("backward: the gradient of ") + step_under_way() + " needs a tensor that " + storage.changed_by() +
      " has changed in place since; change a clone() of it, or use the op without the trailing underscore");
}

template <class T>
void expect_changeable(const char* op, const Tensor<T>& x) {
  if (grad_enabled() && x.requires_grad() && x.is_leaf())
    throw AutogradError(std::string(op) +
                        ": a leaf that requires grad cannot be changed in place while ops are recorded; do it under " +
                        "NoGrad, or on its data()");
  for (std::int64_t axis = 0; axis < x.dim(); ++axis)
    if (x.strides()[axis] == 0 && x.shape()[axis] > 1)
      throw ShapeError(std::string(op) +
                       ": the tensor is expanded, so several of its elements share memory; clone() it first");
}

template <class T>
void mark_changed(const char* op, const Tensor<T>& x) {
  auto& impl = x.impl();
  impl.storage->changed(op);
  if (grad_enabled() && impl.node) impl.history = impl.storage->extend_history();
}

template class Saved<float>;
template class Saved<double>;
template class Saved<std::int64_t>;
template void expect_changeable(const char*, const Tensor<float>&);
template void expect_changeable(const char*, const Tensor<double>&);
template void expect_changeable(const char*, const Tensor<std::int64_t>&);
template void expect_changeable(const char*, const Tensor<std::uint8_t>&);
template void expect_changeable(const char*, const Tensor<bool>&);
template void mark_changed(const char*, const Tensor<float>&);
template void mark_changed(const char*, const Tensor<double>&);
template void mark_changed(const char*, const Tensor<std::int64_t>&);
template void mark_changed(const char*, const Tensor<std::uint8_t>&);
template void mark_changed(const char*, const Tensor<bool>&);

}  // namespace d2l
