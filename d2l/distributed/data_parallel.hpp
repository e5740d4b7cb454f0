#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "d2l/distributed/group.hpp"
#include "d2l/distributed/sum_over_shards.hpp"
#include "d2l/nn/module.hpp"
#include "d2l/optim/optimizer.hpp"

namespace d2l::distributed {

struct DataParallelOptions {
  std::int64_t shards = 8;  ///< how many a batch is cut into
  Summation summation = Summation::exact;
  std::int64_t bucket_bytes = 1 << 20;  ///< the most bytes of gradients sent together, unless one parameter has more
};

/// Trains a network with many processes, each of which has a copy of it (section 8.4). A batch is cut into shards,
/// whatever the number of processes, and each process computes the gradients of its shards, one by one. Their sum, over
/// all shards and processes, is the gradient of the whole batch, with which all copies take the same step.
///
///     DataParallel parallel(group, net, optimizer, {.shards = 8});
///     parallel.broadcast_start();
///     const auto loss = parallel.step(n, [&](Range rows) { …; return loss(net(X), y); });
///
/// With Summation::exact the step is the same bits for any number of processes. With a single shard it is the step of a
/// training without all this.
class DataParallel {
 public:
  /// The net, which must have its parameters, and the optimizer must outlive it. Throws ValueError where there are more
  /// processes than shards, or a parameter requires no gradient.
  DataParallel(const Group& group, nn::Module& net, optim::Optimizer& optimizer, const DataParallelOptions& options);
  ~DataParallel();

  /// Gives all processes the first one's parameters, buffers and random stream.
  void broadcast_start() const;

  /// The losses of some examples of a batch, one for each.
  using LossesOf = std::function<Tensor<>(Range examples)>;
  /// One step on the mean loss of a batch of n examples, of which `losses_of` gives the losses of this process's
  /// shards. Returns the sum of all n losses, a number. Buffers, such as the running means of batch normalization, move
  /// as far as they do on average over the examples when each shard is a batch; counters count one batch. Throws
  /// ValueError where there is not one loss for each example, or a parameter has no part in them.
  Tensor<> step(std::int64_t n, const LossesOf& losses_of);

 private:
  class Step;

  void broadcast_generator() const;

  const Group* group_;
  nn::Module* net_;
  optim::Optimizer* optimizer_;
  DataParallelOptions options_;
  std::vector<std::pair<std::string, Tensor<>>> parameters_;
  std::vector<Range> buckets_;  // of parameters, in the order in which their gradients come
  std::shared_ptr<std::function<void(std::size_t)>> on_gradient_;  // called by the hooks of the parameters
};

}  // namespace d2l::distributed
