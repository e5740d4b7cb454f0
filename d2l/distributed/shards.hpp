#pragma once

#include <cstdint>
#include <vector>

namespace d2l::distributed {

/// The numbers from `begin` up to but not including `end`.
struct Range {
  std::int64_t begin, end;
  std::int64_t size() const { return end - begin; }
  bool operator==(const Range&) const = default;
};

/// The i-th of `parts` pieces of 0, 1, …, size - 1, in order: the first size mod parts of them are longer by one.
/// So a batch is cut into shards, and the shards go to the processes.
Range piece_of(std::int64_t size, std::int64_t parts, std::int64_t i);

/// The tree in which `count` shards are added: neighbours in pairs, the sums of neighbouring pairs in pairs, and so on;
/// what has no neighbour goes on alone. A node is the range of the shards below it.
///
///     0 1 2 3 4      count = 5
///     └┬┘ └┬┘ │
///      └─┬─┘  │
///        └─┬──┘
class ShardTree {
 public:
  explicit ShardTree(std::int64_t count) : count_(count) {}

  /// Whether two nodes, one right after the other, are the two below one node.
  bool are_siblings(Range left, Range right) const;
  /// The fewest nodes that together are these shards, in order: what a process that has them can add up alone.
  std::vector<Range> nodes_of(Range shards) const;

 private:
  std::int64_t count_;
};

}  // namespace d2l::distributed
