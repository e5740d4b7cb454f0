#include "d2l/autograd/graph.hpp"

#include <map>

#include <fmt/format.h>

#include "d2l/autograd/node.hpp"

namespace d2l {
namespace {

// All that `root` was computed from and itself, in the order of creation.
std::map<std::uint64_t, const Node*> collect(const Node* root) {
  std::map<std::uint64_t, const Node*> found{{root->sequence(), root}};
  std::vector<const Node*> to_visit{root};
  while (!to_visit.empty()) {
    const auto* const node = to_visit.back();
    to_visit.pop_back();
    const auto inputs = node->inputs();
    if (inputs.empty() && !node->is_leaf())
      throw AutogradError(std::string("to_dot: the graph of ") + node->name() +
                          " was freed by backward; draw it before, or call backward with retain_graph");
    for (const auto* input : inputs)
      if (found.emplace(input->sequence(), input).second) to_visit.push_back(input);
  }
  return found;
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// `z = mul` where the reader has a name for the op's output, else `mul`; a leaf has only its name.
std::string label(const Node& node, const std::string& name) {
  if (node.is_leaf()) return name.empty() ? "leaf" : name;
  return name.empty() ? node.name() : name + " = " + node.name();
}

}  // namespace

template <class T>
std::string to_dot(const Tensor<T>& y, const NamesOf<T>& names) {
  if (!y.requires_grad()) throw AutogradError("to_dot: this tensor requires no grad, so it has no graph");
  std::map<const Node*, std::string> name_of;
  for (const auto& [name, x] : names)
    if (x.requires_grad()) name_of[x.node().get()] = name;

  std::string dot = "digraph {\n  rankdir=LR\n  node [fontname=\"sans-serif\" fontsize=11 style=filled]\n";
  const auto nodes = collect(y.node().get());
  std::map<const Node*, std::size_t> number;
  for (const auto& [sequence, node] : nodes) {
    number.emplace(node, number.size());
    dot += fmt::format("  {} [label=\"{}\\n{}\" shape={} fillcolor=\"{}\"]\n", number[node],
                       escaped(label(*node, name_of[node])), to_string(node->shape()),
                       node->is_leaf() ? "box" : "ellipse", node->is_leaf() ? "#cfe2f3" : "#f3f3f3");
  }
  for (const auto& [sequence, node] : nodes)
    for (const auto* input : node->inputs()) dot += fmt::format("  {} -> {}\n", number[input], number[node]);
  return dot + "}\n";
}

#define D2L_INSTANTIATE(T) template std::string to_dot(const Tensor<T>&, const NamesOf<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l
