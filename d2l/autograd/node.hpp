#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "d2l/core/ref.hpp"
#include "d2l/core/shape.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// A step on the tape: an op's output, or a leaf, with the gradient that arrives there.
class Node {
 public:
  virtual ~Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  /// The op's name; "" for a leaf.
  const char* name() const { return name_; }
  /// The shape of the op's output, or of the leaf: its gradient's, too.
  const Shape& shape() const { return shape_; }
  Device device() const { return device_; }
  /// The place in the order of creation. An op comes after everything it was computed from.
  std::uint64_t sequence() const { return sequence_; }
  bool is_leaf() const { return *name_ == '\0'; }
  /// When its turn comes in a backward, which begins with the latest: its place in the order of creation, so a leaf
  /// comes after all ops computed from it. A leaf that wants its gradient early comes right after the first op that
  /// used it.
  std::uint64_t turn() const { return turn_; }
  /// For code that uses gradients while others are still being computed, such as to send them (section 8.4). Each graph
  /// must be recorded after the previous backward; otherwise hooks may get a gradient in parts.
  void want_gradient_early() { is_early_ = true; }
  /// Called by each op that is computed from this.
  void used_by(const Node& op) {
    if (is_early_ && turn_ == sequence_) turn_ = op.sequence_;
  }
  /// The steps that this one's gradient goes to.
  virtual std::vector<Node*> inputs() const = 0;
  /// Takes the gradient that has arrived and hands each input its share.
  virtual void step(bool retain_graph) = 0;
  /// Forgets a gradient under way, after an error in the middle of a backward.
  virtual void abandon() noexcept = 0;

  static void* operator new(std::size_t bytes);
  static void operator delete(void* block, std::size_t bytes) noexcept;

 protected:
  Node(const char* name, const Shape& shape, Device device);
  /// The next graph begins.
  void forget_uses() { turn_ = sequence_; }

 private:
  friend void intrusive_ptr_add_ref(Node* node) { ++node->refs_; }
  friend void intrusive_ptr_release(Node* node);

  const char* name_;
  Shape shape_;
  Device device_;
  std::uint64_t sequence_, turn_;
  std::uint32_t refs_ = 0;
  bool is_early_ = false;
  Node* next_buried_ = nullptr;
};

/// A Node for tensors of type T.
template <class T>
class GradNode : public Node {
 public:
  using Node::Node;
  /// Adds `gradient` to what has arrived; a Node that was empty until now joins the backward under way.
  void accumulate(Tensor<T> gradient);
  /// The gradient that is kept for the reader: a leaf's, or that of a Node with `retain_grad`.
  Tensor<T> grad;
  bool retains_grad = false;
  std::vector<std::function<Tensor<T>(const Tensor<T>&)>> hooks;

  void abandon() noexcept override { arriving_ = Tensor<T>(); }

 protected:
  /// The whole gradient, through the hooks; afterwards the Node is empty again.
  Tensor<T> take_arrived();

 private:
  Tensor<T> arriving_;
};

/// The Node of a tensor that the reader made and whose gradient is wanted: `requires_grad_()`.
template <class T>
class Leaf final : public GradNode<T> {
 public:
  Leaf(const Shape& shape, Device device) : GradNode<T>("", shape, device) {}
  std::vector<Node*> inputs() const override { return {}; }
  void step(bool retain_graph) override;
};

}  // namespace d2l
