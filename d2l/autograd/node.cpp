#include "d2l/autograd/node.hpp"

#include <atomic>
#include <utility>

#include "d2l/autograd/backward.hpp"
#include "d2l/autograd/record.hpp"
#include "d2l/core/memory.hpp"
#include "d2l/kernels/copy.hpp"

namespace d2l {
namespace {

std::uint64_t next_sequence() {
  static std::atomic<std::uint64_t> last = 0;
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

template <class T>
void add_to(const Tensor<T>& total, const Tensor<T>& gradient) {
  const bool is_apart = total.storage() != gradient.storage();
  kernels::add(total, total, is_apart ? gradient : kernels::copied(gradient));
  mark_changed("add_", total);
}

template <class T>
Tensor<T> sum_of(const Tensor<T>& a, const Tensor<T>& b) {
  const auto total = Tensor<T>::allocate(a.shape(), a.device());
  kernels::add(total, a, b);
  return total;
}

}  // namespace

Node::Node(const char* name, const Shape& shape, Device device)
    : name_(name), shape_(shape), device_(device), sequence_(next_sequence()), turn_(sequence_) {}

void* Node::operator new(std::size_t bytes) { return take_block(bytes); }
void Node::operator delete(void* block, std::size_t bytes) noexcept { give_block(block, bytes); }

// The end of one Node may be the end of the next, and so on through a graph of 100,000 ops. So a Node that ends while
// another does only queues up, and the stack stays flat.
void intrusive_ptr_release(Node* node) {
  thread_local Node* buried = nullptr;
  thread_local bool at_work = false;
  if (--node->refs_ > 0) return;
  node->next_buried_ = std::exchange(buried, node);
  if (at_work) return;
  at_work = true;
  while (buried) delete std::exchange(buried, buried->next_buried_);
  at_work = false;
}

template <class T>
void GradNode<T>::accumulate(Tensor<T> gradient) {
  if (gradient.shape() != shape())
    throw AutogradError(std::string("backward: a gradient of shape ") + to_string(gradient.shape()) + " arrives at " +
                        (this->is_leaf() ? "a leaf" : this->name()) + " of shape " + to_string(shape()));
  if (gradient.device() != device())
    throw DeviceError("backward: a gradient on " + to_string(gradient.device()) + " arrives at a tensor on " +
                      to_string(device()) + "; move it there with to(device)");
  if (!arriving_.defined()) {
    join_backward(this);  // first: with a gradient but not in the queue, it would never join a backward again
    arriving_ = std::move(gradient);
  } else if (arriving_.unshared() && arriving_.is_contiguous()) {
    add_to(arriving_, gradient);
  } else {
    arriving_ = sum_of(arriving_, gradient);
  }
}

template <class T>
Tensor<T> GradNode<T>::take_arrived() {
  auto gradient = std::exchange(arriving_, Tensor<T>());
  for (const auto& hook : hooks)
    if (auto replaced = hook(gradient); replaced.defined()) gradient = std::move(replaced);
  if (gradient.shape() != shape())
    throw AutogradError("backward: a hook returned a gradient of shape " + to_string(gradient.shape()) +
                        " for a tensor of shape " + to_string(shape()));
  if (retains_grad) grad = grad.defined() ? sum_of(grad, gradient) : kernels::copied(gradient);
  return gradient;
}

template <class T>
void Leaf<T>::step(bool /*retain_graph*/) {
  auto gradient = this->take_arrived();
  this->forget_uses();
  if (this->grad.defined())
    add_to(this->grad, gradient);
  else if (gradient.unshared() && gradient.is_contiguous())
    this->grad = std::move(gradient);
  else
    this->grad = kernels::copied(gradient);
}

#define D2L_INSTANTIATE(T)    \
  template class GradNode<T>; \
  template class Leaf<T>;
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
