#include "d2l/kernels/cuda/stream.hpp"

#include <mutex>
#include <utility>
#include <vector>

#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

constexpr const char* starting = "starting to use the device";

// Of all threads; both are under stream_guard.
auto& all = *new std::vector<Stream*>;  // outlives all that is static
Stream* idle = nullptr;                 // of those that have ended

thread_local Stream* mine = nullptr;

void push(Stream*& list, Stream* s) { s->next = std::exchange(list, s); }

// Takes the device's stream out of a list; nullptr where there is none.
Stream* take(Stream*& list, int device) {
  for (auto** link = &list; *link; link = &(*link)->next)
    if ((*link)->device == device) {
      auto* const found = *link;
      *link = found->next;
      return found;
    }
  return nullptr;
}

struct AtThreadEnd {
  AtThreadEnd() = default;
  AtThreadEnd(const AtThreadEnd&) = delete;
  AtThreadEnd& operator=(const AtThreadEnd&) = delete;
  ~AtThreadEnd() {
    while (mine) {
      auto* const s = std::exchange(mine, mine->next);
      cudaSetDevice(s->device);
      cudaMemsetAsync(s->bad_index, 0, sizeof(BadIndex),
                      s->handle);  // nobody is left to be told, and a later thread must not be
      cudaStreamSynchronize(s->handle);
      release_cached(*s);
      const std::lock_guard lock(stream_guard);
      push(idle, s);
    }
  }
};

// Waits for what has been started on a device. A stream that records a graph must not be waited for, nor the device
// while there is one: that would spoil the graph, none of which has run yet.
cudaError_t wait_for_all(int device) {
  for (const auto* s : all) {
    if (s->device != device) continue;
    const auto waited = s->graph ? cudaEventSynchronize(s->before_graph) : cudaStreamSynchronize(s->handle);
    if (waited != cudaSuccess) return waited;
  }
  return cudaSuccess;
}

Stream& begin(int device) {
  thread_local const AtThreadEnd at_thread_end;
  const std::lock_guard lock(stream_guard);
  auto* s = take(idle, device);
  if (!s) s = all.emplace_back(new Stream(device));
  if (const auto waited = wait_for_all(device); waited != cudaSuccess) {
    push(idle, s);
    check(waited, starting);
  }
  push(mine, s);
  return *s;
}

}  // namespace

Stream::Stream(int d) : device(d) {
  keep_pool_memory(device);
  check(cudaStreamCreateWithFlags(&handle, cudaStreamNonBlocking), starting);
  check(cudaEventCreateWithFlags(&before_graph, cudaEventDisableTiming), starting);
  void* memory = nullptr;
  check(cudaMallocAsync(&memory, sizeof(BadIndex), handle), starting);
  check(cudaMemsetAsync(memory, 0, sizeof(BadIndex), handle), starting);
  bad_index = static_cast<BadIndex*>(memory);
}

Stream& stream(int device) {
  Stream* found = nullptr;
  for (auto* s = mine; s; s = s->next)
    if (s->device == device)
      found = s;
    else
      leave_graph(*s);  // a graph is of one device
  check(cudaSetDevice(device), "choosing the device");
  return found ? *found : begin(device);
}

}  // namespace d2l::cuda
