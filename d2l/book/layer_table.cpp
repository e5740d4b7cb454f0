#include "d2l/book/layer_table.hpp"

#include <iostream>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "d2l/autograd/node.hpp"
#include "d2l/nn/evaluation.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/slicing.hpp"

namespace d2l {
namespace {

// Of a product of weights and inputs on the tape: each number that comes out has been multiplied with the weights that
// it sees, as many as one output's share of them.
std::int64_t multiplications(const Node& node) {
  const std::string_view op = node.name();
  if (op != "conv2d" && op != "linear") return 0;
  for (const auto* const input : node.inputs())
    if (input->is_leaf() && input->shape().size() > 1)
      return numel(node.shape()) * (numel(input->shape()) / input->shape()[0]);
  return 0;
}

// The sum over all steps of the tape that led to y.
std::int64_t multiplications_before(const Tensor<>& y) {
  std::set<const Node*> seen;
  std::vector<const Node*> waiting{y.node().get()};
  std::int64_t sum = 0;
  while (!waiting.empty()) {
    const auto* const node = waiting.back();
    waiting.pop_back();
    if (!node || !seen.insert(node).second) continue;
    sum += multiplications(*node);
    for (const auto* const input : node->inputs()) waiting.push_back(input);
  }
  return sum;
}

std::string line(const LayerRow& row, std::string_view output) {
  const auto number = [](std::int64_t n) {
    auto text = fmt::to_string(n);
    for (auto at = std::ssize(text) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
  };
  return fmt::format("{:<18} {:<16} {:>14} {:>18}\n", row.name, output, number(row.parameters),
                     number(row.multiplications));
}

}  // namespace

std::int64_t count_parameters(const nn::Module& module) {
  std::int64_t count = 0;
  for (const auto& parameter : module.parameters()) count += parameter.numel();
  return count;
}

std::vector<LayerRow> layer_table(nn::Sequential& net, const Shape& example) {
  const nn::Evaluation evaluation(net);
  std::vector<LayerRow> rows;
  Shape batch{1};
  for (const auto size : example) batch.push_back(size);
  auto x = zeros(batch);
  for (const auto& layer : net) {
    const auto y = layer(x);
    rows.push_back({.name = layer->name(),
                    .output = y[0].shape(),
                    .parameters = count_parameters(*layer),
                    .multiplications = multiplications_before(y)});
    x = y.detach();
  }
  return rows;
}

LayerRow in_all(const std::vector<LayerRow>& rows) {
  LayerRow all{.name = "in all", .output = {}};
  for (const auto& layer : rows) {
    all.parameters += layer.parameters;
    all.multiplications += layer.multiplications;
  }
  return all;
}

void show_layers(nn::Sequential& net, const Shape& example) {
  const auto rows = layer_table(net, example);
  std::cout << fmt::format("{:<18} {:<16} {:>14} {:>18}\n", "layer", "output", "parameters", "multiplications");
  for (const auto& layer : rows) std::cout << line(layer, to_string(layer.output));
  std::cout << line(in_all(rows), "") << '\n';
}

}  // namespace d2l
