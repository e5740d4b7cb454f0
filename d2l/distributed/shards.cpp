#include "d2l/distributed/shards.hpp"

#include <algorithm>
#include <bit>

namespace d2l::distributed {

Range piece_of(std::int64_t size, std::int64_t parts, std::int64_t i) {
  const auto begin_of = [&](std::int64_t j) { return j * (size / parts) + std::min(j, size % parts); };
  return {begin_of(i), begin_of(i + 1)};
}

// A left sibling is whole: as many shards as a power of two, from a multiple of twice that.
bool ShardTree::are_siblings(Range left, Range right) const {
  const auto whole = left.size();
  return std::has_single_bit(static_cast<std::uint64_t>(whole)) && left.begin % (2 * whole) == 0 &&
         right.begin == left.end && right.end == std::min(left.end + whole, count_);
}

std::vector<Range> ShardTree::nodes_of(Range shards) const {
  std::vector<Range> nodes;
  for (auto shard = shards.begin; shard < shards.end; ++shard) {
    nodes.push_back({shard, shard + 1});
    while (nodes.size() > 1 && are_siblings(nodes[nodes.size() - 2], nodes.back())) {
      const auto end = nodes.back().end;
      nodes.pop_back();
      nodes.back().end = end;
    }
  }
  return nodes;
}

}  // namespace d2l::distributed
