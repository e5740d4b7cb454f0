#pragma once

#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/distributed/shards.hpp"

namespace d2l::distributed {

/// Adds up what the shards of a batch came to, in a fixed tree over their numbers. A sum of floats depends on where its
/// brackets stand: (a + b) + c and a + (b + c) may differ in the last digit. Here they stand where the tree has them,
/// whoever adds, so the sum is the same bits however many processes share the shards.
class TreeSum {
 public:
  /// A part of the sum: that over the shards of one of the tree's nodes.
  struct Node {
    Range shards;
    Tensor<> sum;
  };

  explicit TreeSum(std::int64_t count) : tree_(count) {}

  /// Adds the next part, which belongs to the sum from now on: its memory is written to.
  void add(Range shards, Tensor<> part);
  /// What has been added so far: one node once all shards are in.
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  ShardTree tree_;
  std::vector<Node> nodes_;
};

}  // namespace d2l::distributed
