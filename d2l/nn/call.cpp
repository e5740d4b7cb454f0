#include "d2l/nn/call.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/nn/shown.hpp"

namespace d2l::nn::detail {
namespace {

thread_local Call* innermost = nullptr;

std::uint64_t now() { return Leaf<float>(Shape{}, Device{}).sequence(); }

// The leaves that the outputs were computed from, by ops since `start`; the inputs are not among them.
std::set<const Node*> leaves_used(const std::vector<Ref<Node>>& outputs, const std::vector<Ref<Node>>& inputs,
                                  std::uint64_t start) {
  std::set<const Node*> seen, leaves;
  std::vector<const Node*> to_visit;
  const auto visit = [&](const Node* node) {
    if (seen.insert(node).second) to_visit.push_back(node);
  };
  for (const auto& input : inputs) seen.insert(input.get());
  for (const auto& output : outputs) visit(output.get());
  while (!to_visit.empty()) {
    const auto* const node = to_visit.back();
    to_visit.pop_back();
    if (node->is_leaf()) leaves.insert(node);
    if (node->is_leaf() || node->sequence() < start) continue;
    for (const auto* const input : node->inputs()) visit(input);
  }
  return leaves;
}

}  // namespace

Call::Call(Module& callee) : module_(callee), outer_(std::exchange(innermost, this)) {}

Call::~Call() { innermost = outer_; }

bool Call::is_watched() const { return !module_.has_been_recorded_; }

void Call::begin_to_watch() {
  if (!outer_) module_.expect_complete();
  start_ = now();
}

// A leaf may be shown by the module that computes with it, or by one that this one is called from.
void Call::expect_shown(const std::vector<Ref<Node>>& outputs) {
  if (outputs.empty()) return;
  auto leaves = leaves_used(outputs, inputs_, start_);
  for (const auto* call = this; call && !leaves.empty(); call = call->outer_)
    std::erase_if(leaves, [shown = Shown(call->module_).leaves](const Node* leaf) { return shown.contains(leaf); });
  module_.has_been_recorded_ = leaves.empty();
  if (leaves.empty()) return;
  std::set<std::string> shapes;
  for (const auto* const leaf : leaves) shapes.insert(to_string(leaf->shape()));
  throw ValueError(fmt::format(
      "{}: forward computes with {} that no visit shows, of shape {}. What is not shown is not trained or saved: hold "
      "it as nn::Parameter, or in a module or nn::ModuleList, and add v(\"name\", name) to visit",
      module_.name(),
      leaves.size() == 1 ? "a tensor that requires grad and"
                         : fmt::format("{} tensors that require grad and", leaves.size()),
      fmt::join(shapes, " and ")));
}

}  // namespace d2l::nn::detail
