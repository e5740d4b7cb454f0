#pragma once

#include <cuda_runtime.h>

#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {

/// What a thread starts on a stream, kept so that it can be started again as a whole.
class Graph {
 public:
  Graph() = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  ~Graph();

  /// From now on what is started on the stream is recorded instead of run, until `leave_graph`. What was recorded
  /// before must have run.
  void record(Stream& s);
  /// Starts what was recorded.
  void launch(Stream& s) const;

 private:
  void clear();
  friend void leave_graph(Stream& s);
  void finish(Stream& s);

  cudaGraphExec_t exec_ = nullptr;
};

/// Ends the recording of a graph on the stream, if there is one, and runs what it has recorded: all is then as if it
/// had been done at once. To be called before anything that a graph cannot hold, such as a copy from or to the host.
/// Throws DeviceError, MemoryError; what was recorded is then lost.
void leave_graph(Stream& s);

}  // namespace d2l::cuda
