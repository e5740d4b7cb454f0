#pragma once

#include <cuda_runtime.h>

#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/script.hpp"
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
  /// From now on what is started on the stream is compared with what was recorded, and not run, until `finish`, or
  /// until it differs: then all is done as it comes.
  void follow(Stream& s);
  /// Ends either. True if all that was started is in the graph, and is all of it; the graph has then been run.
  bool finish(Stream& s);

 private:
  friend void leave_graph(Stream& s);
  template <class Start, class... Values>
  friend void start(Stream& s, const char* operation, const Start& start, const Values&... values);

  void clear();
  void make(Stream& s);
  void launch(Stream& s) const;

  cudaGraphExec_t exec_ = nullptr;
  Script script_;
};

/// Ends the recording of a graph on the stream, if there is one, and runs what it has recorded; or starts the part of
/// one that was followed: all is then as if it had been done as it came. To be called before anything that a graph
/// cannot hold, such as a copy from or to the host. Throws DeviceError, MemoryError; what was recorded is then lost.
void leave_graph(Stream& s);

/// Calls `start`, which starts something on the stream, unless it comes next in a graph that is being followed. The
/// values are all that it depends on; `operation` names it in errors.
template <class Start, class... Values>
void start(Stream& s, const char* operation, const Start& start, const Values&... values) {
  if (s.followed) {
    if (s.followed->script_.follow(values...)) return;
    leave_graph(s);
  }
  remember_started(operation);
  start();
  if (s.graph) s.graph->script_.write(start, values...);
}

}  // namespace d2l::cuda
