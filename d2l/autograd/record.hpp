#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/autograd/node.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// How an op names an input when it is recorded: `keep(x)` keeps the value for the gradient, `edge(x)` only the way
/// back to x, and `keep_if` keeps the value where it is needed: often only where another input wants a gradient.
template <class T>
struct Argument {
  const Tensor<T>* tensor;
  bool keep_value;
};
template <class T>
Argument<T> keep(const Tensor<T>& x) {
  return {&x, true};
}
template <class T>
Argument<T> keep_if(bool is_needed, const Tensor<T>& x) {
  return {&x, is_needed};
}
template <class T>
Argument<T> edge(const Tensor<T>& x) {
  return {&x, false};
}

/// A tensor that a gradient needs, as it was when the op ran. It is outside the graph, so keeping an op's own output
/// makes no cycle.
template <class T>
class Saved {
 public:
  Saved() = default;
  explicit Saved(const Tensor<T>& x) : value_(x.detach()), version_(x.storage()->version()) {}
  /// The result of an op in place, which has written it but not yet called mark_changed.
  static Saved before_mark(const Tensor<T>& x) {
    Saved saved(x);
    ++saved.version_;
    return saved;
  }
  /// Throws AutogradError, naming both ops, if the tensor has been changed in place since.
  const Tensor<T>& operator*() const {
    if (value_.storage()->version() != version_) throw_changed(*value_.storage());
    return value_;
  }
  const Tensor<T>* operator->() const { return &**this; }
  bool defined() const { return value_.defined(); }

 private:
  [[noreturn]] static void throw_changed(const Storage& storage);

  Tensor<T> value_;
  std::uint32_t version_ = 0;
};

/// An input of a recorded op, as the op's gradient sees it: `*A` is its value, `A.accumulate(dA)` its gradient.
template <class T>
class Input {
 public:
  explicit Input(const Argument<T>& a)
      : node_(a.tensor->node()), value_(a.keep_value ? Saved<T>(*a.tensor) : Saved<T>()) {}
  explicit Input(Ref<Node> node) : node_(std::move(node)) {}
  /// Whether anybody asks for this input's gradient; if not, it need not be computed.
  bool wants_grad() const { return static_cast<bool>(node_); }
  const Shape& shape() const { return grad_node().shape(); }
  Device device() const { return grad_node().device(); }
  void accumulate(Tensor<T> gradient) const { grad_node().accumulate(std::move(gradient)); }
  const Tensor<T>& operator*() const { return *value_; }
  const Tensor<T>* operator->() const { return &*value_; }
  Node* node() const { return node_.get(); }
  bool keeps_value() const { return value_.defined(); }

 private:
  GradNode<T>& grad_node() const { return static_cast<GradNode<T>&>(*node_); }

  Ref<Node> node_;
  Saved<T> value_;
};

[[noreturn]] void throw_graph_freed(const char* op);

/// The Node of an op: its inputs (an array of them, or a vector) and its gradient, in one block.
template <class T, class Inputs, class Gradient>
class OpNode final : public GradNode<T> {
 public:
  /// `keeps_values` says whether the inputs or the gradient keep tensors, which backward frees.
  OpNode(const char* name, const Shape& shape, Device device, bool keeps_values, Inputs inputs, Gradient gradient)
      : GradNode<T>(name, shape, device),
        keeps_values_(keeps_values),
        work_(std::in_place, std::move(inputs), std::move(gradient)) {
    for (const auto& input : work_->first)
      if (input.wants_grad()) input.node()->used_by(*this);
  }

  std::vector<Node*> inputs() const override {
    std::vector<Node*> nodes;
    if (work_)
      for (const auto& input : work_->first)
        if (input.wants_grad()) nodes.push_back(input.node());
    return nodes;
  }

  void step(bool retain_graph) override {
    if (!work_) throw_graph_freed(this->name());
    const auto arrived = this->take_arrived();
    const UntrackedViews untracked;
    if constexpr (requires { std::tuple_size<Inputs>::value; })
      std::apply([&](const auto&... input) { work_->second(arrived, input...); }, work_->first);
    else
      work_->second(arrived, work_->first);
    if (keeps_values_ && !retain_graph) work_.reset();
  }

 private:
  bool keeps_values_;  // else there is nothing to free, and backward may pass again: through sums, views, ...
  std::optional<std::pair<Inputs, Gradient>> work_;  // empty once backward has passed
};

template <class T>
const Tensor<T>& as_tensor(const Argument<T>& a) {
  return *a.tensor;
}
template <class T>
const Tensor<T>& as_tensor(const Tensor<T>& x) {
  return x;
}

/// Whether an op on these tensors has to be recorded.
template <class Tensors>
bool must_record(const Tensors& tensors) {
  return grad_enabled() && std::ranges::any_of(tensors, [](const auto& x) { return as_tensor(x).requires_grad(); });
}

/// Makes `node` the step that a tensor is the output of. Where there was another, before a change in place, the
/// reader's wish to keep the tensor's gradient goes on to the new one.
template <class T>
void put_on_tape(Ref<Node>& place, GradNode<T>* node) {
  if (place) node->retains_grad = std::exchange(static_cast<GradNode<T>&>(*place).retains_grad, false);
  place = Ref<Node>(node);
}

/// Puts an op on the tape: `result` was computed from `arguments`, and `gradient(dresult, inputs...)` accumulates into
/// each input that `wants_grad()` its share of `dresult`. Does nothing under NoGrad, or where no argument requires
/// grad.
template <class T, class U, std::size_t N, class Gradient>
void record(const char* name, const Tensor<T>& result, const Argument<U> (&arguments)[N], Gradient gradient) {
  if (!must_record(arguments)) return;
  auto inputs = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<Input<U>, N>{Input<U>(arguments[I])...};
  }(std::make_index_sequence<N>());
  const bool keeps_values = !std::is_trivially_destructible_v<Gradient> ||
                            std::ranges::any_of(inputs, [](const auto& input) { return input.keeps_value(); });
  put_on_tape(result.impl().node,
              new OpNode<T, std::array<Input<U>, N>, Gradient>(name, result.shape(), result.device(), keeps_values,
                                                               std::move(inputs), std::move(gradient)));
}

/// As record, for an op on any number of tensors, whose values it does not need: `gradient(dresult, inputs)`.
template <class T, class Gradient>
void record_many(const char* name, const Tensor<T>& result, std::span<const Tensor<T>> tensors, Gradient gradient) {
  if (!must_record(tensors)) return;
  std::vector<Input<T>> inputs;
  for (const auto& x : tensors) inputs.emplace_back(edge(x));
  put_on_tape(result.impl().node,
              new OpNode<T, std::vector<Input<T>>, Gradient>(name, result.shape(), result.device(), false,
                                                             std::move(inputs), std::move(gradient)));
}

/// Whether a write into x has to be recorded because of x itself, whatever is written: x, or what it is a view of, is
/// in the graph.
template <class T>
bool is_write_recorded(const Tensor<T>& x) {
  const auto* const base = x.impl().base.get();
  return grad_enabled() && (x.requires_grad() || (base && base->node));
}

template <class T>
void expect_changeable(const char* op, const Tensor<T>& x, bool is_recorded);

/// Must be called by an op before it changes `x` in place, given what else it computes from.
/// Throws AutogradError for a leaf whose gradient is being recorded, or a view of one, and for a view that was taken
/// under NoGrad when the change is recorded; ShapeError where elements of `x` share memory.
template <class T, class... Source>
void expect_changeable(const char* op, const Tensor<T>& x, const Tensor<Source>&... sources) {
  expect_changeable(op, x, is_write_recorded(x) || (grad_enabled() && (false || ... || sources.requires_grad())));
}

/// Must be called by an op after it has changed `x` in place and recorded it: what a gradient has kept of `x` is now
/// invalid, and all views of that memory have a new history.
template <class T>
void mark_changed(const char* op, const Tensor<T>& x);

}  // namespace d2l
