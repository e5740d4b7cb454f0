#include <cuda_emulator/runtime.hpp>

#include "call.hpp"
#include "pool.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned int flags) {
  return call([&] {
    if (flags > cudaStreamNonBlocking) throw Refusal(cudaErrorInvalidValue, "no such flag of a stream");
    *stream = state().streams.create(current_device());
  });
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    if (s.capture) throw Refusal(cudaErrorStreamCaptureUnsupported, "the emulator destroys no stream that is captured");
    run_until([&] { return is_done(s); });
    state().streams.destroy(stream);
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    refuse_if_captured(s, "cudaStreamSynchronize");
    refuse_in_capture("cudaStreamSynchronize");
    ++state().counters.synchronisations;
    run_until([&] { return is_done(s); });
    release_unused();
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    refuse_if_captured(s, "cudaStreamQuery");
    refuse_in_capture("cudaStreamQuery");
    run_some();
    if (!is_done(s)) throw Refusal(cudaErrorNotReady, "the stream has work to do");
  });
}

cudaError_t cudaStreamGetDevice(cudaStream_t stream, int* device) {
  return call([&] { *device = stream_at(stream).device; });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int /*flags*/) {
  return call([&] {
    auto& s = stream_at(stream);
    const auto mark = state().events.at(event).mark;
    if (!mark) return;
    if (mark->captured) {
      const auto capture = mark->capture.lock();
      if (!capture) throw Refusal(cudaErrorCapturedEvent, "the event belongs to a capture that has ended");
      capture->join(s, capture, *mark);
    } else if (s.capture) {
      s.capture->invalidate();
      throw Refusal(cudaErrorStreamCaptureIsolation, "a stream that is captured waits for an event of one that is not");
    } else {
      enqueue(s, {.run = [] {}, .device = s.device, .after = mark});
    }
  });
}
