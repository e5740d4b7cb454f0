#include "d2l/distributed/tree_sum.hpp"

#include "d2l/ops/arithmetic.hpp"

namespace d2l::distributed {

void TreeSum::add(Range shards, Tensor<> part) {
  nodes_.push_back({shards, std::move(part)});
  while (nodes_.size() > 1 && tree_.are_siblings(nodes_[nodes_.size() - 2].shards, nodes_.back().shards)) {
    const auto right = std::move(nodes_.back());
    nodes_.pop_back();
    nodes_.back().sum += right.sum;
    nodes_.back().shards.end = right.shards.end;
  }
}

}  // namespace d2l::distributed
