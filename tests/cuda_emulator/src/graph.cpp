#include "graph.hpp"

#include <algorithm>
#include <utility>

#include "pool.hpp"
#include "queue.hpp"
#include "state.hpp"

namespace cuda_emulator {

// Memory that is live now is to be freed like any other; the rest goes with the graph.
GraphWork::~GraphWork() {
  for (auto* allocation : allocations) {
    allocation->in_graph = false;
    if (!allocation->live || !allocation->owned) credit(*allocation->pool, allocation->bytes);
    if (!allocation->live) state().device(allocation->pool->device).memory.give(*allocation);
  }
}

void GraphWork::run() const {
  std::vector<std::size_t> missing(nodes.size());
  std::vector<std::vector<std::size_t>> next(nodes.size());
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    missing[i] = nodes[i].after.size();
    for (const auto before : nodes[i].after) next[before].push_back(i);
    if (missing[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    std::swap(ready[state().random.below(static_cast<std::uint32_t>(ready.size()))], ready.back());
    const auto node = ready.back();
    ready.pop_back();
    cuda_emulator::run(nodes[node].operation);
    for (const auto i : next[node]) {
      if (--missing[i] == 0) ready.push_back(i);
    }
  }
}

std::vector<Allocation*> GraphWork::left_over() const {
  std::vector<Allocation*> left;
  std::ranges::copy_if(allocations, std::back_inserter(left),
                       [&](Allocation* allocation) { return std::ranges::find(freed, allocation) == freed.end(); });
  return left;
}

void Capture::append(CUstream_st& stream, Operation operation) {
  if (!valid_) throw Refusal(cudaErrorStreamCaptureInvalidated, "the capture has failed before");
  auto& last = last_nodes_[&stream];
  work_->nodes.push_back({.operation = std::move(operation), .after = std::move(last)});
  last = {work_->nodes.size() - 1};
}

void Capture::join(CUstream_st& stream, const std::shared_ptr<Capture>& self, const Mark& mark) {
  if (stream.capture && stream.capture.get() != this) {
    stream.capture->invalidate();
    invalidate();
    throw Refusal(cudaErrorStreamCaptureMerge, "a stream that is captured waits for an event of another capture");
  }
  stream.capture = self;
  auto& last = last_nodes_[&stream];
  for (const auto node : mark.last_nodes) {
    if (std::ranges::find(last, node) == last.end()) last.push_back(node);
  }
}

std::shared_ptr<GraphWork> Capture::finish(CUstream_st& stream) {
  if (mode_ != cudaStreamCaptureModeRelaxed && thread_ != std::this_thread::get_id())
    throw Refusal(cudaErrorStreamCaptureWrongThread,
                  "cudaStreamEndCapture in another thread than cudaStreamBeginCapture");
  if (&stream != origin_) {
    invalidate();
    throw Refusal(cudaErrorStreamCaptureUnmatched,
                  "cudaStreamEndCapture of another stream than that which the capture began with");
  }
  for (const auto& [joined, last] : last_nodes_) joined->capture.reset();
  for (auto* allocation : work_->allocations) allocation->owned = false;
  if (!valid_) throw Refusal(cudaErrorStreamCaptureInvalidated, "the capture has failed before");

  std::vector<bool> is_joined(work_->nodes.size());
  auto waiting = last_nodes_[origin_];
  while (!waiting.empty()) {
    const auto node = waiting.back();
    waiting.pop_back();
    if (is_joined[node]) continue;
    is_joined[node] = true;
    waiting.insert(waiting.end(), work_->nodes[node].after.begin(), work_->nodes[node].after.end());
  }
  for (const auto& [joined, last] : last_nodes_) {
    if (!std::ranges::all_of(last, [&](std::size_t node) { return is_joined[node]; }))
      throw Refusal(cudaErrorStreamCaptureUnjoined,
                    "the stream that the capture began with does not wait for another one in it");
  }
  return work_;
}

bool Capture::forbids_unsafe_calls() const {
  return mode_ == cudaStreamCaptureModeGlobal ||
         (mode_ == cudaStreamCaptureModeThreadLocal && thread_ == std::this_thread::get_id());
}

}  // namespace cuda_emulator
