#pragma once

#include <cstdint>
#include <vector>

#include "d2l/distributed/group.hpp"
#include "d2l/distributed/tree_sum.hpp"

namespace d2l::distributed {

/// How the processes add up what their shards came to.
enum class Summation {
  exact,  ///< in the tree of the shards: the same bits, however many processes there are
  fast    ///< each process its own, and their sums in the engine's order
};

/// How a batch's shards are shared out to the processes: each has a piece of them, in order.
struct Layout {
  std::int64_t shards;  ///< how many are computed, at least 1
  std::int64_t of;      ///< how many a whole batch has: a last batch of fewer examples has fewer
  std::int64_t processes;

  /// The shards of a process; none where the processes before it have them all.
  Range shards_of(std::int64_t rank) const;
};

/// The sum over all shards of a list of numbers, computed by all processes together, while they do something else. Each
/// process adds up one piece of the list and sends it to the others (reduce-scatter and all-gather), so each sends and
/// receives about twice the list, as with a ring.
///
/// With `exact`, the process that adds up a piece gets from each process the sums over that process's nodes, and adds
/// them in the order of the tree. Where the numbers of processes and of shards are powers of two, that is one node
/// each.
class SumOverShards {
 public:
  /// `tag` tells messages of one such sum from those of another that is under way.
  SumOverShards(const Group& group, const Layout& layout, Summation summation, int tag);

  /// Begins with this process's nodes, whose sums are contiguous on the CPU, of `size` numbers each.
  void start(std::vector<TreeSum::Node> nodes, std::int64_t size);
  /// Goes on as far as it can without waiting.
  void advance();
  /// Waits until it is done, and gives the sum.
  Tensor<> finish();

 private:
  enum class Stage { adding, telling, done };

  void start_exact();
  void start_fast();
  bool is_here() const;
  void next();
  Tensor<> piece(const Tensor<>& x, int rank) const;

  const Group* group_;
  Layout layout_;
  Summation summation_;
  int tag_;
  Stage stage_ = Stage::adding;
  std::vector<TreeSum::Node> own_;       // what is being sent
  std::vector<TreeSum::Node> received_;  // pieces, in the order of the shards
  std::vector<Group::Message> messages_;
  Tensor<> sum_;
};

}  // namespace d2l::distributed
