#include "d2l/distributed/sum_over_shards.hpp"

#include <algorithm>
#include <utility>

#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l::distributed {

Range Layout::shards_of(std::int64_t rank) const {
  const auto [begin, end] = piece_of(of, processes, rank);
  return {std::min(begin, shards), std::min(end, shards)};
}

SumOverShards::SumOverShards(const Group& group, const Layout& layout, Summation summation, int tag)
    : group_(&group), layout_(layout), summation_(summation), tag_(tag) {}

// What the process of this rank adds up.
Tensor<> SumOverShards::piece(const Tensor<>& x, int rank) const {
  const auto [begin, end] = piece_of(x.numel(), group_->size(), rank);
  return x.slice(0, begin, end);
}

void SumOverShards::start(std::vector<TreeSum::Node> nodes, std::int64_t size) {
  own_ = std::move(nodes);
  sum_ = group_->size() == 1 ? own_.front().sum : empty({size}, Device{});
  if (group_->size() == 1)
    stage_ = Stage::done;
  else if (summation_ == Summation::exact)
    start_exact();
  else
    start_fast();
}

void SumOverShards::start_exact() {
  const ShardTree tree(layout_.shards);
  const int here = group_->rank();
  for (int rank = 0; rank < group_->size(); ++rank) {
    if (rank == here) {
      for (const auto& [shards, sum] : own_) received_.push_back({shards, piece(sum, here)});
      continue;
    }
    for (const auto& node : tree.nodes_of(layout_.shards_of(rank))) {
      received_.push_back({node, empty_like(piece(sum_, here))});
      messages_.push_back(group_->receive(rank, tag_, received_.back().sum));
    }
    for (const auto& node : own_) messages_.push_back(group_->send(rank, tag_, piece(node.sum, rank)));
  }
}

void SumOverShards::start_fast() {
  sum_.zero_();
  for (const auto& node : own_) sum_ += node.sum;
  messages_.push_back(group_->start_all_reduce(sum_));
}

bool SumOverShards::is_here() const {
  return std::ranges::all_of(messages_, [](const auto& message) { return message.done(); });
}

// What the stage waited for is here.
void SumOverShards::next() {
  messages_.clear();
  if (stage_ == Stage::telling || summation_ == Summation::fast) {
    own_.clear();
    stage_ = Stage::done;
    return;
  }
  TreeSum total(layout_.shards);
  for (auto& [shards, sum] : std::exchange(received_, {})) total.add(shards, std::move(sum));
  const int here = group_->rank();
  piece(sum_, here).copy_(total.nodes().front().sum);
  for (int rank = 0; rank < group_->size(); ++rank) {
    if (rank == here) continue;
    messages_.push_back(group_->receive(rank, tag_, piece(sum_, rank)));
    messages_.push_back(group_->send(rank, tag_, piece(sum_, here)));
  }
  stage_ = Stage::telling;
}

void SumOverShards::advance() {
  while (stage_ != Stage::done && is_here()) next();
}

Tensor<> SumOverShards::finish() {
  while (stage_ != Stage::done) {
    group_->wait(messages_);
    next();
  }
  return sum_;
}

}  // namespace d2l::distributed
