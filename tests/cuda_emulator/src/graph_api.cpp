#include <algorithm>
#include <cuda_emulator/runtime.hpp>

#include "call.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode) {
  return call([&] {
    auto& s = stream_at(stream);
    if (s.capture) throw Refusal(cudaErrorIllegalState, "cudaStreamBeginCapture of a stream that is captured");
    s.capture = std::make_shared<Capture>(s, mode);
    std::erase_if(state().captures, [](const auto& capture) { return capture.expired(); });
    state().captures.push_back(s.capture);
  });
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  return call([&] {
    *graph = nullptr;
    auto& s = stream_at(stream);
    if (!s.capture) throw Refusal(cudaErrorIllegalState, "cudaStreamEndCapture of a stream that is not captured");
    const auto capture = s.capture;
    *graph = state().graphs.create(CUgraph_st{capture->finish(s)});
  });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status) {
  return call([&] {
    const auto& s = stream_at(stream);
    *status = !s.capture           ? cudaStreamCaptureStatusNone
              : s.capture->valid() ? cudaStreamCaptureStatusActive
                                   : cudaStreamCaptureStatusInvalidated;
  });
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long flags) {
  return call([&] {
    if (fails_now(Call::graph)) throw Refusal(cudaErrorMemoryAllocation, "a test wants this graph to find no memory");
    const auto& work = state().graphs.at(graph).work;
    if (work->instantiated && !work->allocations.empty())
      throw Refusal(cudaErrorNotSupported, "a graph with allocations can be instantiated only once");
    work->instantiated = true;
    *exec = state().execs.create(
        CUgraphExec_st{.work = work, .frees_on_launch = (flags & cudaGraphInstantiateFlagAutoFreeOnLaunch) != 0});
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  return call([&] {
    auto& e = state().execs.at(exec);
    auto& s = stream_at(stream);
    if (s.capture) throw Refusal(cudaErrorNotSupported, "the emulator captures no graph within a graph");
    const auto left = e.work->left_over();
    if (!e.frees_on_launch && std::ranges::any_of(left, &Allocation::owned))
      throw Refusal(cudaErrorInvalidValue, "cudaGraphLaunch while an allocation of the launch before is not freed");
    for (auto* allocation : left) allocation->owned = true;
    ++state().counters.graph_launches;
    enqueue(s, {.run = [work = e.work] { work->run(); }, .device = s.device});
  });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  return call([&] { state().execs.destroy(exec); });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return call([&] { state().graphs.destroy(graph); });
}
