#include "d2l/autograd/record.hpp"

#include <string>

#include "d2l/autograd/backward.hpp"
#include "d2l/autograd/view_history.hpp"

namespace d2l {

void throw_graph_freed(const char* op) {
  throw AutogradError(
      std::string("backward: the graph of ") + op +
      " was freed by an earlier backward through it; pass retain_graph = true to the first, or compute the loss anew");
}

template <class T>
void Saved<T>::throw_changed(const Storage& storage) {
  throw AutogradError(
      std::string("backward: the gradient of ") + step_under_way() + " needs a tensor that " + storage.changed_by() +
      " has changed in place since; change a clone() of it, or use the op without the trailing underscore");
}

namespace {

bool shares_elements(const TensorImpl& x) { return x.numel > 0 && !repeated_axes(x.shape, x.strides).empty(); }

// A recorded change has a place in the graph to go to: the leaf's gradient is kept for what the leaf was.
template <class T>
void expect_recordable(const std::string& op, const Tensor<T>& x) {
  const auto* const base = x.impl().base.get();
  const bool of_a_leaf = base && (base->node ? base->node->is_leaf() : x.requires_grad());
  if (of_a_leaf || (x.requires_grad() && x.is_leaf()))
    throw AutogradError(op + ": " + (of_a_leaf ? "a view of a leaf" : "a leaf") +
                        " that requires grad cannot be changed in place while ops are recorded; do it under NoGrad, "
                        "or on its data()");
  if (x.impl().made_without_grad)
    throw AutogradError(op +
                        ": this view was taken under NoGrad, so the change of what it shows cannot be recorded; "
                        "take the view outside NoGrad, or make the change under it");
}

}  // namespace

template <class T>
void expect_changeable(const char* op, const Tensor<T>& x, bool is_recorded) {
  if (is_recorded) expect_recordable(op, x);
  const auto* const base = x.impl().base.get();
  if (shares_elements(x.impl()) || (is_recorded && base && shares_elements(*base)))
    throw ShapeError(std::string(op) +
                     ": the tensor is expanded, so several of its elements share memory; clone() it first");
}

template <class T>
void mark_changed(const char* op, const Tensor<T>& x) {
  auto& impl = x.impl();
  impl.storage->changed(op);
  if constexpr (std::floating_point<T>) {
    if (!grad_enabled() || !impl.node) return;
    if (impl.base)
      write_into_base(x);
    else
      ++impl.writes;
  }
}

template class Saved<float>;
template class Saved<double>;
template class Saved<std::int64_t>;
template class Saved<bool>;
#define D2L_INSTANTIATE(T)                                              \
  template void expect_changeable(const char*, const Tensor<T>&, bool); \
  template void mark_changed(const char*, const Tensor<T>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l
