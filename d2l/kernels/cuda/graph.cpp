#include "d2l/kernels/cuda/graph.hpp"

#include <utility>

#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

constexpr const char* recording = "recording a CUDA graph";
constexpr const char* replaying = "replaying a CUDA graph";

}  // namespace

Graph::~Graph() {
  if (exec_) cudaGraphExecDestroy(exec_);
}

void Graph::record(Stream& s) {
  check(cudaStreamBeginCapture(s.handle, cudaStreamCaptureModeThreadLocal), recording);
  s.graph = this;
}

void Graph::finish(Stream& s) {
  cudaGraph_t graph = nullptr;
  check(cudaStreamEndCapture(s.handle, &graph), recording);
  auto made = cudaGraphInstantiate(&exec_, graph, 0);
  if (made == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    return_pool_memory(s);
    made = cudaGraphInstantiate(&exec_, graph, 0);
  }
  cudaGraphDestroy(graph);
  check(made, recording);
}

void Graph::launch(Stream& s) const {
  check(cudaGraphLaunch(exec_, s.handle), replaying);
  remember_started(replaying);
}

void leave_graph(Stream& s) {
  auto* const graph = std::exchange(s.graph, nullptr);
  if (!graph) return;
  check(cudaSetDevice(s.device), recording);
  graph->finish(s);
  graph->launch(s);
}

}  // namespace d2l::cuda
