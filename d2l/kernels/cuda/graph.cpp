#include "d2l/kernels/cuda/graph.hpp"

#include <mutex>
#include <utility>

#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

constexpr const char* recording = "recording a CUDA graph";
constexpr const char* replaying = "replaying a CUDA graph";

}  // namespace

Graph::~Graph() { clear(); }

void Graph::clear() {
  if (exec_) cudaGraphExecDestroy(std::exchange(exec_, nullptr));
}

void Graph::record(Stream& s) {
  clear();
  script_.clear();
  const std::lock_guard lock(stream_guard);
  check(cudaEventRecord(s.before_graph, s.handle), recording);
  check(cudaStreamBeginCapture(s.handle, cudaStreamCaptureModeThreadLocal), recording);
  s.graph = this;
}

void Graph::follow(Stream& s) {
  script_.begin();
  s.followed = this;
}

bool Graph::finish(Stream& s) {
  const bool was_recorded = s.graph == this, was_followed = s.followed == this && script_.is_at_end();
  if (was_followed) {
    s.followed = nullptr;
    launch(s);
  } else {
    leave_graph(s);
  }
  return was_recorded || was_followed;
}

void Graph::make(Stream& s) {
  cudaGraph_t graph = nullptr;
  const auto ended = [&] {
    const std::lock_guard lock(stream_guard);
    s.graph = nullptr;
    return cudaStreamEndCapture(s.handle, &graph);
  }();
  check(ended, recording);
  const auto instantiate = [&] { return cudaGraphInstantiate(&exec_, graph, 0); };
  auto made = instantiate();
  if (made == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    return_pool_memory(s);
    made = instantiate();
  }
  cudaGraphDestroy(graph);
  if (made == cudaErrorMemoryAllocation) throw_out_of_memory("a CUDA graph was to be made", s.device);
  check(made, recording);
}

void Graph::launch(Stream& s) const {
  remember_started(replaying);
  check(cudaGraphLaunch(exec_, s.handle), replaying);
}

void leave_graph(Stream& s) {
  if (s.graph || s.followed) check(cudaSetDevice(s.device), recording);
  if (auto* const graph = s.graph) {
    graph->make(s);
    graph->launch(s);
  }
  if (auto* const graph = std::exchange(s.followed, nullptr)) graph->script_.start_followed();
}

}  // namespace d2l::cuda
