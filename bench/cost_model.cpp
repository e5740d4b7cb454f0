#include "cost_model.hpp"

#include <algorithm>
#include <bit>

#include <d2l/distributed/shards.hpp>

namespace d2l::bench {
namespace {

constexpr std::int64_t most_buckets = 1024;

std::int64_t divide_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

double message(double bytes, const Link& link) { return link.latency + bytes / link.bandwidth; }

double ring(std::int64_t processes, double bytes, const Link& link) { return fixed_tree(processes, bytes, link, 1); }

double binomial_tree(std::int64_t processes, double bytes, const Link& link) {
  const auto rounds = static_cast<double>(std::bit_width(static_cast<std::uint64_t>(processes - 1)));
  return 2 * rounds * message(bytes, link);
}

std::int64_t most_nodes(std::int64_t processes, std::int64_t shards) {
  const distributed::ShardTree tree(shards);
  std::int64_t most = 0;
  for (std::int64_t rank = 0; rank < processes; ++rank)
    most = std::max(most, std::ssize(tree.nodes_of(distributed::piece_of(shards, processes, rank))));
  return most;
}

double fixed_tree(std::int64_t processes, double bytes, const Link& link, std::int64_t nodes) {
  const auto messages = static_cast<double>((nodes + 1) * (processes - 1));
  return messages * message(bytes / static_cast<double>(processes), link);
}

double hierarchical(std::int64_t processes, double bytes, const Link& link, std::int64_t group, const Link& fast) {
  return ring(std::min(group, processes), bytes, fast) + ring(divide_up(processes, group), bytes, link);
}

double exposed(double bucket_seconds, std::int64_t buckets, double backward_seconds) {
  const auto b = static_cast<double>(buckets);
  return std::max(bucket_seconds, b * bucket_seconds - backward_seconds * (b - 1) / b);
}

double least_exposed(const std::function<double(double bytes)>& all_reduce, double bytes, double backward_seconds) {
  double least = all_reduce(bytes);
  for (std::int64_t buckets = 2; buckets <= most_buckets; buckets *= 2)
    least = std::min(least, exposed(all_reduce(bytes / static_cast<double>(buckets)), buckets, backward_seconds));
  return least;
}

double efficiency(double compute_seconds, double exposed_seconds) {
  return compute_seconds / (compute_seconds + exposed_seconds);
}

double OneMachine::step(std::int64_t processes) const { return compute(processes) + sum(processes, bytes); }

double OneMachine::compute(std::int64_t processes) const {
  const double crowd = std::max(1.0, static_cast<double>(processes) / static_cast<double>(cores));
  return crowd * static_cast<double>(divide_up(shards, processes)) * shard_seconds;
}

double OneMachine::sum(std::int64_t processes, double list_bytes) const {
  const double crowd = std::max(1.0, static_cast<double>(processes) / static_cast<double>(cores));
  return crowd * fixed_tree(processes, list_bytes, link, most_nodes(processes, shards));
}

}  // namespace d2l::bench
