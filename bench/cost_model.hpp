#pragma once

#include <cstdint>
#include <functional>

// What a step of a training by many processes should cost, in seconds: docs/guide/many-machines.md derives it. N
// processes add up a list of M bytes, so that all of them have the sum (an all-reduce).
namespace d2l::bench {

/// A way from one process to another. A message of so many bytes takes latency + bytes / bandwidth.
struct Link {
  double latency;    ///< seconds
  double bandwidth;  ///< bytes a second, each way
};
double message(double bytes, const Link& link);

/// A ring: 2 (N - 1) times in turn, each process sends an N-th of the list to the next one: 2 (N - 1) message(M / N).
/// (Patarasuk and Yuan 2009.)
double ring(std::int64_t processes, double bytes, const Link& link);

/// A binomial tree: the whole list goes to one process in ceil(log2 N) rounds, and back to all in as many:
/// 2 ceil(log2 N) message(M). (Thakur, Rabenseifner and Gropp 2005.)
double binomial_tree(std::int64_t processes, double bytes, const Link& link);

/// The most nodes of the tree of shards that a process has: what it cannot add up alone (distributed::ShardTree).
std::int64_t most_nodes(std::int64_t processes, std::int64_t shards);

/// distributed::SumOverShards: a process sends each other one an N-th of each of its nodes, and then an N-th of the
/// sum: (nodes + 1) (N - 1) message(M / N). It reckons as if messages to several processes went out one after the
/// other.
double fixed_tree(std::int64_t processes, double bytes, const Link& link, std::int64_t nodes);

/// Groups of so many, with fast links: each group adds up, each of its processes an N-th of the group's list, and adds
/// that to those of the other groups over the one link that it shares with its neighbours, by a ring; then it goes
/// round the group: ring(group, M) by the fast link + ring(ceil(N / group), M) by the other.
double hierarchical(std::int64_t processes, double bytes, const Link& link, std::int64_t group, const Link& fast);

/// What of an all-reduce in equal buckets, each of which takes `bucket_seconds`, is not hidden by a backward pass: the
/// i-th of b buckets is ready after i / b of it, and sent when those before it are:
/// max(bucket, b bucket - backward (b - 1) / b).
double exposed(double bucket_seconds, std::int64_t buckets, double backward_seconds);

/// The least of it with 1, 2, 4, ... 1024 buckets. `all_reduce` gives the seconds for a list of so many bytes.
double least_exposed(const std::function<double(double bytes)>& all_reduce, double bytes, double backward_seconds);

/// The share of the time in which machines compute: compute / (compute + exposed).
double efficiency(double compute_seconds, double exposed_seconds);

/// A step of `data-parallel` on one machine, where N processes share its C cores, in a single bucket. There, a message
/// is a copy that a core makes, so all of it takes N / C as long where there are more processes than cores:
/// max(1, N / C) (ceil(K / N) shard + fixed_tree).
struct OneMachine {
  std::int64_t cores, shards;  ///< C, K
  double shard_seconds;
  double bytes;
  Link link;

  double step(std::int64_t processes) const;
  /// The part of it that computes.
  double compute(std::int64_t processes) const;
  /// The part of it that adds up a list of so many bytes.
  double sum(std::int64_t processes, double list_bytes) const;
};

}  // namespace d2l::bench
