#include "d2l/autograd/backward.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/autograd/record.hpp"
#include "d2l/kernels/copy.hpp"

namespace d2l {
namespace {

// The Nodes where a gradient has arrived, the latest created first: what an op was computed from is older than the op,
// so when a Node's turn comes, all that was computed from it has had its own.
class Walk {
 public:
  explicit Walk(bool retain_graph);
  ~Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  void push(Node* node) {
    waiting_.emplace_back(node);
    std::ranges::push_heap(waiting_, older);
  }
  void run() {
    while (!waiting_.empty()) {
      std::ranges::pop_heap(waiting_, older);
      const auto node = std::move(waiting_.back());
      waiting_.pop_back();
      step_ = node->name();
      node->step(retain_graph_);
    }
  }
  const char* step() const { return step_; }

 private:
  // An op and a leaf may have one turn: the op comes first, since it gives the leaf the last part of its gradient.
  static bool older(const Ref<Node>& a, const Ref<Node>& b) {
    return a->turn() < b->turn() || (a->turn() == b->turn() && a->is_leaf() && !b->is_leaf());
  }

  bool retain_graph_;
  const char* step_ = "";
  std::vector<Ref<Node>> waiting_;  // a heap
  Walk* outer_;                     // a hook may start a backward of its own
};

thread_local Walk* under_way = nullptr;
thread_local std::vector<Ref<Node>> spare;  // the last walk's memory, for the next

Walk::Walk(bool retain_graph)
    : retain_graph_(retain_graph), waiting_(std::exchange(spare, {})), outer_(std::exchange(under_way, this)) {}

Walk::~Walk() {
  for (const auto& node : waiting_) node->abandon();  // only after an error is anybody still waiting
  waiting_.clear();
  spare = std::move(waiting_);
  under_way = outer_;
}

}  // namespace

void join_backward(Node* node) { under_way->push(node); }

const char* step_under_way() { return under_way ? under_way->step() : ""; }

template <class T>
void backward(const Tensor<T>& x, const Tensor<T>& gradient, bool retain_graph) {
  if (!x.requires_grad())
    throw AutogradError(
        "backward: this tensor was computed from nothing that requires grad; call requires_grad_() on an input first");
  if (gradient.shape() != x.shape())
    throw ShapeError("backward: the gradient has shape " + to_string(gradient.shape()) + ", the tensor " +
                     to_string(x.shape()));
  const NoGrad no_grad;
  Walk walk(retain_graph);
  static_cast<GradNode<T>&>(*x.node()).accumulate(gradient.detach());
  walk.run();
}

template <class T>
void backward(const Tensor<T>& x, bool retain_graph) {
  if (x.numel() != 1)
    throw AutogradError(
        "backward: a gradient can be created only for a scalar, not for shape " + to_string(x.shape()) +
        "; reduce it with sum(), or pass the gradient that arrives from behind: backward(ones_like(y))");
  const auto one = Tensor<T>::allocate(x.shape(), x.device());
  kernels::fill(one, T(1));
  backward(x, one, retain_graph);
}

#define D2L_INSTANTIATE(T)                                          \
  template void backward(const Tensor<T>&, const Tensor<T>&, bool); \
  template void backward(const Tensor<T>&, bool);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
