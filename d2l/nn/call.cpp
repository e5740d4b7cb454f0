#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/autograd/node.hpp"
#include "d2l/nn/shown.hpp"

// The first time that a module is called, what it computes with is held against what visits show. So those are found,
// too, that lie outside of the module: in a std::vector, behind a pointer.
namespace d2l::nn {
namespace {

// A module that is being called, and the one whose forward calls it.
struct Call;
thread_local const Call* innermost = nullptr;
struct Call {
  explicit Call(Module& callee) : module(callee), outer(std::exchange(innermost, this)) {}
  ~Call() { innermost = outer; }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  Module& module;
  const Call* const outer;
};

std::uint64_t now() { return Leaf<float>(Shape{}, Device{}).sequence(); }

// The leaves that y was computed from, by ops since `start`; not x.
std::set<const Node*> leaves_used(const Node* y, const Node* x, std::uint64_t start) {
  std::set<const Node*> seen{x, y}, leaves;
  std::vector<const Node*> to_visit;
  if (y != x) to_visit.push_back(y);
  while (!to_visit.empty()) {
    const auto* const node = to_visit.back();
    to_visit.pop_back();
    if (node->is_leaf()) leaves.insert(node);
    if (node->is_leaf() || node->sequence() < start) continue;
    for (const auto* const input : node->inputs())
      if (seen.insert(input).second) to_visit.push_back(input);
  }
  return leaves;
}

Ref<Node> node_of(const Tensor<>& x) { return x.defined() ? x.node() : Ref<Node>(); }

// A leaf may be shown by the module that computes with it, or by one that this one is called from.
void expect_shown(std::set<const Node*> leaves, const Call& call) {
  for (const auto* c = &call; c && !leaves.empty(); c = c->outer)
    std::erase_if(leaves, [shown = Shown(c->module).leaves](const Node* leaf) { return shown.contains(leaf); });
  if (leaves.empty()) return;
  std::set<std::string> shapes;
  for (const auto* const leaf : leaves) shapes.insert(to_string(leaf->shape()));
  throw ValueError(fmt::format(
      "{}: forward computes with {} that no visit shows, of shape {}. What is not shown is not trained or saved: hold "
      "it as nn::Parameter, or in a module or nn::ModuleList, and add v(\"name\", name) to visit",
      call.module.name(),
      leaves.size() == 1 ? "a tensor that requires grad and"
                         : fmt::format("{} tensors that require grad and", leaves.size()),
      fmt::join(shapes, " and ")));
}

}  // namespace

Tensor<> Module::operator()(const Tensor<>& X) {
  const Call call(*this);
  if (has_been_recorded_) return forward(X);
  if (!call.outer) expect_complete();
  const auto x = node_of(X);
  const auto start = now();
  auto Y = forward(X);
  if (const auto y = node_of(Y)) {
    expect_shown(leaves_used(y.get(), x.get(), start), call);
    has_been_recorded_ = true;
  }
  return Y;
}

}  // namespace d2l::nn
