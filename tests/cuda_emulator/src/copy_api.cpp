#include <cstring>
#include <cuda_emulator/runtime.hpp>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "call.hpp"
#include "place.hpp"
#include "pool.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

namespace {

using Side = Place::Side;

struct Copy {
  void* to;
  const void* from;
  std::size_t bytes;
  Place target;
  Place source;

  bool to_device() const { return target.side == Side::device; }
  bool from_device() const { return source.side == Side::device; }

  void run() const {
    if (fails_now(Call::copy)) throw Refusal(cudaErrorUnknown, "a test wants this copy to fail");
    if (to_device()) require_live(to, bytes, "a copy writes");
    if (from_device()) require_live(from, bytes, "a copy reads");
    std::memcpy(to, from, bytes);
  }
};

void check_direction(const Copy& copy, cudaMemcpyKind kind) {
  if (kind == cudaMemcpyDefault) return;
  const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  if (to_device != copy.to_device() || from_device != copy.from_device())
    throw Refusal(cudaErrorInvalidValue,
                  fmt::format("a copy from {} to {} memory is called otherwise", copy.from_device() ? "device" : "host",
                              copy.to_device() ? "device" : "host"));
}

void count(const Copy& copy) {
  auto& counters = state().counters;
  if (copy.to_device() && copy.from_device()) {
    ++counters.copies_on_device;
  } else if (copy.to_device()) {
    ++counters.copies_to_device;
  } else if (copy.from_device()) {
    ++counters.copies_to_host;
  }
}

void wait_for(CUstream_st& stream) {
  ++state().counters.synchronisations;
  run_until([&] { return is_done(stream); });
  release_unused();
}

// As CUDA does: of pageable memory the host waits until it was read or written; pinned memory is read and written when
// the copy's turn comes. In a graph any memory is.
void start(Copy copy, CUstream_st& stream) {
  count(copy);
  const int device = copy.to_device() ? copy.target.device : copy.from_device() ? copy.source.device : stream.device;
  const int other = copy.from_device() && copy.source.device != device ? copy.source.device : -1;
  const bool is_pageable = copy.target.side == Side::pageable || copy.source.side == Side::pageable;
  if (stream.capture || !is_pageable) {
    enqueue(stream, {.run = [copy] { copy.run(); }, .device = device, .other_device = other});
  } else if (copy.to_device()) {
    const auto* begin = static_cast<const std::byte*>(copy.from);
    auto staged = std::make_shared<std::vector<std::byte>>(begin, begin + copy.bytes);
    copy.from = staged->data();
    enqueue(stream, {.run = [copy, staged] { copy.run(); }, .device = device});
  } else {
    enqueue(stream, {.run = [copy] { copy.run(); }, .device = device});
    wait_for(stream);
  }
}

}  // namespace

cudaError_t cudaMallocHost(void** memory, std::size_t bytes) {
  return cudaHostAlloc(memory, bytes, cudaHostAllocDefault);
}

cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned int /*flags*/) {
  return call([&] {
    refuse_in_capture("cudaHostAlloc");
    *memory = allocate_pinned(bytes);
  });
}

cudaError_t cudaFreeHost(void* memory) {
  return call([&] {
    if (memory == nullptr) return;
    refuse_in_capture("cudaFreeHost");
    run_until([] { return false; });  // a copy may need it
    free_pinned(memory);
  });
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    if (bytes == 0) return;
    const Copy copy{
        .to = to, .from = from, .bytes = bytes, .target = place_of(to, bytes), .source = place_of(from, bytes)};
    check_direction(copy, kind);
    start(copy, s);
  });
}

cudaError_t cudaMemcpyPeerAsync(void* to, int to_device, const void* from, int from_device, std::size_t bytes,
                                cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    if (bytes == 0) return;
    const Copy copy{
        .to = to, .from = from, .bytes = bytes, .target = place_of(to, bytes), .source = place_of(from, bytes)};
    if (copy.target.device != to_device || copy.source.device != from_device)
      throw Refusal(cudaErrorInvalidValue, fmt::format("a copy from device {} to {}, called one from {} to {}",
                                                       copy.source.device, copy.target.device, from_device, to_device));
    start(copy, s);
  });
}

cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    if (bytes == 0) return;
    const auto place = place_of(memory, bytes);
    if (place.side != Side::device) throw Refusal(cudaErrorInvalidValue, "cudaMemsetAsync of host memory");
    enqueue(s, {.run =
                    [=] {
                      require_live(memory, bytes, "cudaMemsetAsync writes");
                      std::memset(memory, value, bytes);
                    },
                .device = place.device});
  });
}
