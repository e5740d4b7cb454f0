#pragma once

#include <functional>

#include "graph.hpp"
#include "stream.hpp"

// The work that streams have, and what is run of it.
namespace cuda_emulator {

/// The stream of a handle. Throws a Refusal, also for the default stream.
CUstream_st& stream_at(CUstream_st* handle);

/// Puts the operation into the stream, or into the graph that is captured from it.
void enqueue(CUstream_st& stream, Operation operation);

/// Whether all work of the stream is done.
inline bool is_done(const CUstream_st& stream) { return stream.queue.empty(); }

/// Runs work, of any stream whose turn is drawn, until the condition holds.
void run_until(const std::function<bool()>& condition);

/// Runs a bit of the work that there is.
void run_some();

/// Runs the operation now.
void run(const Operation& operation);

/// Takes the device's memory out of reach again.
void close_memory();

/// For a call that asks how far a stream is, which nobody can know of one that is captured: makes the capture fail, and
/// throws a Refusal.
void refuse_if_captured(CUstream_st& stream, const char* call);

/// For a call that must not come while work is captured: makes the capture fail, and throws a Refusal.
void refuse_in_capture(const char* call);

}  // namespace cuda_emulator
