#include <cuda_emulator/runtime.hpp>

#include "call.hpp"
#include "pool.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

namespace {

// The mark that the event was set to last, or nothing.
std::shared_ptr<Mark> mark_to_ask(CUevent_st* event, const char* call) {
  const auto mark = state().events.at(event).mark;
  if (mark && mark->captured) {
    if (const auto capture = mark->capture.lock()) capture->invalidate();
    throw Refusal(cudaErrorCapturedEvent, std::string(call) + " of an event that was captured");
  }
  refuse_in_capture(call);
  return mark;
}

const Mark& timed_mark(CUevent_st* handle) {
  const auto& event = state().events.at(handle);
  if ((event.flags & cudaEventDisableTiming) != 0)
    throw Refusal(cudaErrorInvalidResourceHandle, "cudaEventElapsedTime of an event without timing");
  if (!event.mark)
    throw Refusal(cudaErrorInvalidResourceHandle, "cudaEventElapsedTime of an event that was not recorded");
  if (!event.mark->reached) throw Refusal(cudaErrorNotReady, "the event was not reached yet");
  return *event.mark;
}

}  // namespace

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags) {
  return call([&] { *event = state().events.create(flags); });
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return call([&] { state().events.destroy(event); });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return call([&] {
    auto& e = state().events.at(event);
    auto& s = stream_at(stream);
    auto mark = std::make_shared<Mark>();
    e.mark = mark;
    if (s.capture) {
      mark->captured = true;
      mark->capture = s.capture;
      mark->last_nodes = s.capture->last_nodes(s);
      return;
    }
    enqueue(s, {.run =
                    [mark] {
                      mark->reached = true;
                      mark->time = std::chrono::steady_clock::now();
                    },
                .device = s.device});
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return call([&] {
    const auto mark = mark_to_ask(event, "cudaEventSynchronize");
    if (!mark) return;
    ++state().counters.synchronisations;
    run_until([&] { return mark->reached; });
    release_unused();
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return call([&] {
    const auto mark = mark_to_ask(event, "cudaEventQuery");
    if (!mark) return;
    if (!mark->reached) run_some();
    if (!mark->reached) throw Refusal(cudaErrorNotReady, "the event was not reached yet");
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to) {
  return call([&] {
    const std::chrono::duration<float, std::milli> elapsed = timed_mark(to).time - timed_mark(from).time;
    *milliseconds = elapsed.count();
  });
}
