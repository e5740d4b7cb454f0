#include "d2l/kernels/cuda/stream.hpp"

#include <mutex>
#include <utility>

#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

std::mutex guard;
Stream* idle = nullptr;  // the streams of threads that have ended

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
      cudaMemsetAsync(s->fault, 0, sizeof(Fault),
                      s->handle);  // nobody is left to be told, and a later thread must not be
      cudaStreamSynchronize(s->handle);
      release_cached(*s);
      const std::lock_guard lock(guard);
      push(idle, s);
    }
  }
};

Stream& begin(int device) {
  thread_local const AtThreadEnd at_thread_end;
  auto* s = [&] {
    const std::lock_guard lock(guard);
    return take(idle, device);
  }();
  if (!s) s = new Stream(device);
  if (const auto waited = cudaDeviceSynchronize(); waited != cudaSuccess) {
    const std::lock_guard lock(guard);
    push(idle, s);
    check(waited, "starting to use the device");
  }
  push(mine, s);
  return *s;
}

}  // namespace

Stream::Stream(int d) : device(d) {
  constexpr const char* operation = "starting to use the device";
  keep_pool_memory(device);
  check(cudaStreamCreateWithFlags(&handle, cudaStreamNonBlocking), operation);
  void* memory = nullptr;
  check(cudaMallocAsync(&memory, sizeof(Fault), handle), operation);
  check(cudaMemsetAsync(memory, 0, sizeof(Fault), handle), operation);
  fault = static_cast<Fault*>(memory);
}

Stream& stream(int device) {
  Stream* found = nullptr;
  for (auto* s = mine; s; s = s->next)
    if (s->device == device)
      found = s;
    else
      leave_graph(*s);  // a graph is of one device
  check(cudaSetDevice(device), "cudaSetDevice");
  return found ? *found : begin(device);
}

}  // namespace d2l::cuda
