// The members of Tensor that concern the graph.
#include "d2l/core/tensor.hpp"

#include <string>

#include "d2l/autograd/backward.hpp"
#include "d2l/autograd/grad_mode.hpp"
#include "d2l/autograd/node.hpp"
#include "d2l/autograd/record.hpp"
#include "d2l/autograd/view_history.hpp"

namespace d2l {
namespace {

template <class T>
GradNode<T>& node_of(const char* member, const Tensor<T>& x) {
  if (!x.requires_grad())
    throw AutogradError(std::string(member) + ": this tensor does not require grad; call requires_grad_() first");
  return static_cast<GradNode<T>&>(*x.node());
}

}  // namespace

template <class T>
Tensor<T> Tensor<T>::detach() const {
  const auto& from = impl();
  Tensor result;
  result.impl_ = Ref<TensorImpl>(new TensorImpl{.storage = from.storage,
                                                .offset = from.offset,
                                                .numel = from.numel,
                                                .shape = from.shape,
                                                .strides = from.strides,
                                                .contiguous = from.contiguous,
                                                .refs = 0,
                                                .base = {},
                                                .node = {}});
  return result;
}

template <class T>
bool Tensor<T>::is_leaf() const {
  return !node() || node()->is_leaf();
}

template <class T>
const char* Tensor<T>::grad_fn() const {
  return node() ? node()->name() : "";
}

template <class T>
Tensor<T>& Tensor<T>::requires_grad_(bool on) requires std::floating_point<T>
{
  if (!is_leaf()) {
    if (on) return *this;
    throw AutogradError(std::string("requires_grad_(false): this tensor was made by ") + grad_fn() + "; use detach()");
  }
  if (on != requires_grad()) impl().node = on ? Ref<Node>(new Leaf<T>(shape(), device())) : Ref<Node>();
  return *this;
}

template <class T>
Tensor<T> Tensor<T>::grad() const requires std::floating_point<T>
{
  if (!requires_grad()) return {};
  const auto& node = node_of("grad", *this);
  if (!node.is_leaf() && !node.retains_grad)
    throw AutogradError(
        std::string("grad: this tensor is the output of ") + grad_fn() +
        ", not a leaf, and keeps no gradient; call retain_grad() on it before backward, or ask the leaf");
  return node.grad;
}

template <class T>
void Tensor<T>::clear_grad() const requires std::floating_point<T>
{
  if (requires_grad()) node_of("clear_grad", *this).grad = Tensor();
}

template <class T>
const Tensor<T>& Tensor<T>::retain_grad() const requires std::floating_point<T>
{
  auto& node = node_of("retain_grad", *this);
  if (!node.is_leaf()) node.retains_grad = true;
  return *this;
}

template <class T>
void Tensor<T>::register_hook(std::function<Tensor(const Tensor&)> hook) const requires std::floating_point<T>
{
  node_of("register_hook", *this).hooks.push_back(std::move(hook));
}

template <class T>
void Tensor<T>::backward(bool retain_graph) const requires std::floating_point<T>
{
  d2l::backward(*this, retain_graph);
}

template <class T>
void Tensor<T>::backward(const Tensor& gradient, bool retain_graph) const requires std::floating_point<T>
{
  d2l::backward(*this, gradient, retain_graph);
}

template <class T>
bool ElementRef<T>::is_recorded() const {
  return is_write_recorded(tensor_);
}

template <class T>
Tensor<T> ElementRef<T>::as_tensor() const {
  const auto* first = reinterpret_cast<T*>(tensor_.storage()->data());
  const Tensor<T> element(tensor_.storage(), address_ - first, {}, {});
  if constexpr (std::floating_point<T>) {
    follow(element, tensor_);
    ++element.impl().writes;  // it has no place in the graph yet, so it will take one when it is used
    expect_changeable("at", element);
  }
  return element;
}

template <class T>
void ElementRef<T>::write(T value) const {
  *address_ = value;
  mark_changed("at", tensor_);
}

#define D2L_INSTANTIATE(T)                             \
  template Tensor<T> Tensor<T>::detach() const;        \
  template bool Tensor<T>::is_leaf() const;            \
  template const char* Tensor<T>::grad_fn() const;     \
  template bool ElementRef<T>::is_recorded() const;    \
  template Tensor<T> ElementRef<T>::as_tensor() const; \
  template void ElementRef<T>::write(T) const;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T)                                                            \
  template Tensor<T>& Tensor<T>::requires_grad_(bool);                                      \
  template Tensor<T> Tensor<T>::grad() const;                                               \
  template void Tensor<T>::clear_grad() const;                                              \
  template const Tensor<T>& Tensor<T>::retain_grad() const;                                 \
  template void Tensor<T>::register_hook(std::function<Tensor<T>(const Tensor<T>&)>) const; \
  template void Tensor<T>::backward(bool) const;                                            \
  template void Tensor<T>::backward(const Tensor<T>&, bool) const;
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l
