#include "queue.hpp"

#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include "state.hpp"

namespace cuda_emulator {

namespace {

constexpr std::size_t most_waiting = 4096;  // operations in a stream, before the host has to wait

/// Makes all calls fail from now on, as a GPU does after a fault.
void lose_devices(const Refusal& fault) {
  auto& s = state();
  s.lost.emplace(fault.code, fmt::format("{}; seed {}", fault.what(), s.random.seed()));
  for (const auto& stream : s.streams) stream->queue.clear();
  std::fprintf(stderr, "cuda_emulator: %s\n", s.lost->what());
}

// False if there is nothing that could run.
bool run_one() {
  auto& s = state();
  std::vector<CUstream_st*> ready;
  for (const auto& stream : s.streams) {
    if (!stream->queue.empty() && stream->queue.front().ready()) ready.push_back(stream.get());
  }
  if (ready.empty()) return false;
  auto& queue = ready[s.random.below(static_cast<std::uint32_t>(ready.size()))]->queue;
  const Operation operation = std::move(queue.front());
  queue.pop_front();
  try {
    run(operation);
  } catch (const Refusal& fault) {
    close_memory();
    lose_devices(fault);
    throw Refusal(*s.lost);
  }
  return true;
}

}  // namespace

CUstream_st& stream_at(CUstream_st* handle) {
  if (handle == nullptr) throw Refusal(cudaErrorInvalidResourceHandle, "the emulator has no default stream; name one");
  return state().streams.at(handle);
}

void enqueue(CUstream_st& stream, Operation operation) {
  if (stream.capture) {
    stream.capture->append(stream, std::move(operation));
    return;
  }
  stream.queue.push_back(std::move(operation));
  if (stream.queue.size() > most_waiting) run_until([&] { return stream.queue.size() <= most_waiting / 2; });
}

void run_until(const std::function<bool()>& condition) {
  while (!condition() && run_one()) {
  }
  close_memory();
}

void run_some() {
  std::uint32_t steps = 1 + state().random.below(4);
  run_until([&] { return steps-- == 0; });
}

void run(const Operation& operation) {
  auto& devices = state().devices;
  for (int i = 0; i < static_cast<int>(devices.size()); ++i)
    devices[static_cast<std::size_t>(i)]->memory.open(i == operation.device || i == operation.other_device);
  operation.run();
}

void close_memory() {
  for (const auto& device : state().devices) device->memory.open(false);
}

void refuse_if_captured(CUstream_st& stream, const char* call) {
  if (!stream.capture) return;
  stream.capture->invalidate();
  throw Refusal(cudaErrorStreamCaptureUnsupported, fmt::format("{} of a stream that is captured", call));
}

void refuse_in_capture(const char* call) {
  bool refused = false;
  for (const auto& weak : state().captures) {
    const auto capture = weak.lock();
    if (!capture || !capture->forbids_unsafe_calls()) continue;
    capture->invalidate();
    refused = true;
  }
  if (refused) throw Refusal(cudaErrorStreamCaptureUnsupported, fmt::format("{} while a stream is captured", call));
}

}  // namespace cuda_emulator
