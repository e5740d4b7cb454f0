#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "device_memory.hpp"
#include "stream.hpp"

namespace cuda_emulator {

/// Work, and what of it must come before what.
struct GraphWork {
  struct Node {
    Operation operation;
    std::vector<std::size_t> after;
  };

  GraphWork() = default;
  GraphWork(const GraphWork&) = delete;
  GraphWork& operator=(const GraphWork&) = delete;
  ~GraphWork();

  /// Runs the nodes, in an order that is drawn.
  void run() const;

  /// Its allocations that a launch makes and does not free.
  std::vector<Allocation*> left_over() const;

  std::vector<Node> nodes;
  std::vector<Allocation*> allocations;
  std::vector<Allocation*> freed;  // of these
  bool instantiated = false;
};

/// A graph on its way: what the streams in it have done.
class Capture {
 public:
  Capture(CUstream_st& origin, cudaStreamCaptureMode mode) : origin_(&origin), mode_(mode) { last_nodes_[&origin]; }

  /// Adds the operation behind what the stream did before.
  void append(CUstream_st& stream, Operation operation);

  /// Takes a stream in, or lets it wait, behind the point.
  void join(CUstream_st& stream, const std::shared_ptr<Capture>& self, const Mark& mark);

  /// What the stream did last.
  const std::vector<std::size_t>& last_nodes(CUstream_st& stream) { return last_nodes_[&stream]; }

  /// Ends it, for all its streams. Throws a Refusal when it cannot become a graph.
  std::shared_ptr<GraphWork> finish(CUstream_st& stream);

  /// Whether the calling thread must not make unsafe calls because of it.
  bool forbids_unsafe_calls() const;

  void invalidate() { valid_ = false; }
  bool valid() const { return valid_; }

  const std::shared_ptr<GraphWork>& work() const { return work_; }

 private:
  CUstream_st* origin_;
  cudaStreamCaptureMode mode_;
  std::thread::id thread_ = std::this_thread::get_id();
  bool valid_ = true;
  std::shared_ptr<GraphWork> work_ = std::make_shared<GraphWork>();
  std::map<CUstream_st*, std::vector<std::size_t>> last_nodes_;
};

}  // namespace cuda_emulator

/// What a capture ended in.
struct CUgraph_st {
  std::shared_ptr<cuda_emulator::GraphWork> work;
};

/// A graph that can be launched.
struct CUgraphExec_st {
  std::shared_ptr<cuda_emulator::GraphWork> work;
  bool frees_on_launch;
};
