#include <algorithm>
#include <thread>

#include "cuda_emulator/emulated.hpp"

// Work that is captured as a graph, and replayed.

namespace {

void begin(const Stream& stream, cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal) {
  succeeds(cudaStreamBeginCapture(stream.handle, mode));
}

cudaGraph_t end(const Stream& stream) {
  cudaGraph_t graph = nullptr;
  succeeds(cudaStreamEndCapture(stream.handle, &graph));
  return graph;
}

void end_fails(const Stream& stream, cudaError_t expected, const std::string& why) {
  cudaGraph_t graph = nullptr;
  is_refused(cudaStreamEndCapture(stream.handle, &graph), expected, why);
  BOOST_TEST(graph == nullptr);
}

cudaStreamCaptureStatus status(const Stream& stream) {
  cudaStreamCaptureStatus status{};
  succeeds(cudaStreamIsCapturing(stream.handle, &status));
  return status;
}

/// A graph to launch, made of what the function does.
struct Graph {
  Graph(const Stream& stream, auto work, unsigned long long flags = 0) {
    begin(stream);
    work();
    auto* graph = end(stream);
    succeeds(cudaGraphInstantiate(&exec, graph, flags));
    succeeds(cudaGraphDestroy(graph));
  }
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  ~Graph() { cudaGraphExecDestroy(exec); }

  cudaError_t launch(const Stream& stream) const { return cudaGraphLaunch(exec, stream.handle); }

  cudaGraphExec_t exec = nullptr;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graphs)

BOOST_AUTO_TEST_CASE(what_is_captured_runs_when_it_is_launched) {
  const Stream stream;
  auto* data = stream.copy<int>({0, 0});
  BOOST_TEST(status(stream) == cudaStreamCaptureStatusNone);
  const Graph graph(stream, [&] {
    BOOST_TEST(status(stream) == cudaStreamCaptureStatusActive);
    stream.launch(1, 2, add<int>, data, 1, 2U);
    succeeds(cudaMemcpyAsync(data, data + 1, sizeof(int), cudaMemcpyDeviceToDevice, stream.handle));
    stream.launch(1, 2, add<int>, data, 1, 2U);
  });
  BOOST_TEST(stream.read(data, 2) == (std::vector<int>{0, 0}));
  succeeds(graph.launch(stream));
  succeeds(graph.launch(stream));
  BOOST_TEST(stream.read(data, 2) == (std::vector<int>{4, 4}));
}

BOOST_AUTO_TEST_CASE(a_graph_reads_pinned_memory_each_time) {
  const Stream stream;
  void* pinned = nullptr;
  succeeds(cudaMallocHost(&pinned, sizeof(int)));
  auto& host = *static_cast<int*>(pinned);
  auto* data = stream.allocate<int>(1);
  const Graph graph(
      stream, [&] { succeeds(cudaMemcpyAsync(data, pinned, sizeof(int), cudaMemcpyHostToDevice, stream.handle)); });
  for (const int value : {1, 2}) {
    host = value;
    succeeds(graph.launch(stream));
    BOOST_TEST(stream.read(data, 1)[0] == value);
  }
  succeeds(cudaFreeHost(pinned));
}

BOOST_AUTO_TEST_CASE(streams_join_a_capture_by_events) {
  const auto replayed = [](bool joined) {
    const Stream stream;
    const Stream side;
    auto* data = stream.copy<int>({1, 0, 0});
    cudaEvent_t forked = nullptr, done = nullptr;
    succeeds(cudaEventCreateWithFlags(&forked, cudaEventDisableTiming));
    succeeds(cudaEventCreateWithFlags(&done, cudaEventDisableTiming));
    const Graph graph(stream, [&] {
      succeeds(cudaEventRecord(forked, stream.handle));
      succeeds(cudaStreamWaitEvent(side.handle, forked));
      BOOST_TEST(status(side) == cudaStreamCaptureStatusActive);
      side.launch(1, 1, add<int>, data, 1, 1U);
      if (joined) {
        succeeds(cudaEventRecord(done, side.handle));
        succeeds(cudaStreamWaitEvent(stream.handle, done));
      }
      succeeds(cudaMemcpyAsync(data + 1, data, sizeof(int), cudaMemcpyDeviceToDevice, stream.handle));
      if (!joined) {
        succeeds(cudaEventRecord(done, side.handle));
        succeeds(cudaStreamWaitEvent(stream.handle, done));
        stream.launch(1, 1, add<int>, data + 2, 1, 1U);
      }
    });
    succeeds(graph.launch(stream));
    const auto copied = stream.read(data, 2)[1];
    succeeds(cudaEventDestroy(forked));
    succeeds(cudaEventDestroy(done));
    return copied;
  };
  BOOST_TEST(!for_some_seed([&] { return replayed(true) != 2; }));
  BOOST_TEST(for_some_seed([&] { return replayed(false) == 1; }));  // side by side
  BOOST_TEST(for_some_seed([&] { return replayed(false) == 2; }));
}

BOOST_AUTO_TEST_CASE(nobody_waits_in_a_capture) {
  const Stream stream;
  auto* data = stream.allocate<int>(1);
  const auto spoils = [&](cudaError_t error, const std::string& why) {
    is_refused(error, cudaErrorStreamCaptureUnsupported, why);
    BOOST_TEST(status(stream) == cudaStreamCaptureStatusInvalidated);
    is_refused(cudaMemsetAsync(data, 0, 1, stream.handle), cudaErrorStreamCaptureInvalidated, "has failed before");
    end_fails(stream, cudaErrorStreamCaptureInvalidated, "has failed before");
    BOOST_TEST(status(stream) == cudaStreamCaptureStatusNone);
  };
  begin(stream);
  spoils(cudaStreamSynchronize(stream.handle), "cudaStreamSynchronize of a stream that is captured");
  begin(stream);
  spoils(cudaStreamQuery(stream.handle), "cudaStreamQuery");
  begin(stream);
  spoils(cudaDeviceSynchronize(), "cudaDeviceSynchronize while a stream is captured");
  begin(stream);
  void* memory = nullptr;
  spoils(cudaMallocHost(&memory, 1), "while a stream is captured");
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_device_whose_stream_is_captured) {
  const Stream stream;
  for (const auto mode : {cudaStreamCaptureModeThreadLocal, cudaStreamCaptureModeRelaxed}) {
    begin(stream, mode);
    std::thread([] {
      is_refused(cudaDeviceSynchronize(), cudaErrorStreamCaptureUnsupported, "of a stream that is captured");
    }).join();
    end_fails(stream, cudaErrorStreamCaptureInvalidated, "failed before");
  }
}

BOOST_AUTO_TEST_CASE(modes_say_who_may_make_unsafe_calls) {
  const Stream stream;
  const auto pins = [] {
    void* memory = nullptr;
    return cudaMallocHost(&memory, 1) == cudaSuccess && cudaFreeHost(memory) == cudaSuccess;
  };
  const auto another_thread_pins = [&] {
    bool pinned = false;
    std::thread([&] { pinned = pins(); }).join();
    return pinned;
  };
  cudaGraph_t graph = nullptr;
  begin(stream, cudaStreamCaptureModeGlobal);
  BOOST_TEST(!another_thread_pins());
  BOOST_TEST(cudaStreamEndCapture(stream.handle, &graph) == cudaErrorStreamCaptureInvalidated);
  begin(stream, cudaStreamCaptureModeThreadLocal);
  BOOST_TEST(another_thread_pins());
  std::thread([&] { end_fails(stream, cudaErrorStreamCaptureWrongThread, "another thread"); }).join();
  BOOST_TEST(!pins());
  BOOST_TEST(cudaStreamEndCapture(stream.handle, &graph) == cudaErrorStreamCaptureInvalidated);
  begin(stream, cudaStreamCaptureModeRelaxed);
  BOOST_TEST(pins());
  succeeds(cudaGraphDestroy(end(stream)));
}

BOOST_AUTO_TEST_CASE(a_capture_ends_where_it_began) {
  const Stream stream;
  const Stream side;
  cudaEvent_t event = nullptr;
  succeeds(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  auto* data = stream.copy<int>({1});
  end_fails(stream, cudaErrorIllegalState, "not captured");
  begin(stream);
  is_refused(cudaStreamBeginCapture(stream.handle, cudaStreamCaptureModeGlobal), cudaErrorIllegalState, "is captured");
  stream.launch(1, 1, add<int>, data, 1, 1U);
  succeeds(cudaEventRecord(event, stream.handle));
  succeeds(cudaStreamWaitEvent(side.handle, event));
  side.launch(1, 1, add<int>, data, 1, 1U);
  end_fails(stream, cudaErrorStreamCaptureUnjoined, "does not wait for another one");
  is_refused(cudaStreamWaitEvent(side.handle, event), cudaErrorCapturedEvent, "has ended");

  begin(stream);
  succeeds(cudaEventRecord(event, stream.handle));
  succeeds(cudaStreamWaitEvent(side.handle, event));
  end_fails(side, cudaErrorStreamCaptureUnmatched, "another stream");
  end_fails(stream, cudaErrorStreamCaptureInvalidated, "has failed before");

  succeeds(cudaEventRecord(event, side.handle));
  begin(stream);
  is_refused(cudaStreamWaitEvent(stream.handle, event), cudaErrorStreamCaptureIsolation,
             "waits for an event of one that is not");
  end_fails(stream, cudaErrorStreamCaptureInvalidated, "has failed before");

  begin(stream);
  begin(side);
  succeeds(cudaEventRecord(event, side.handle));
  is_refused(cudaEventSynchronize(event), cudaErrorCapturedEvent, "was captured");
  is_refused(cudaStreamWaitEvent(stream.handle, event), cudaErrorStreamCaptureMerge, "another capture");
  end_fails(stream, cudaErrorStreamCaptureInvalidated, "has failed before");
  end_fails(side, cudaErrorStreamCaptureInvalidated, "has failed before");
  succeeds(cudaEventDestroy(event));
}

BOOST_AUTO_TEST_CASE(a_graph_allocates_at_the_same_address) {
  const Stream stream;
  auto* out = stream.allocate<int>(4);
  int* inner = nullptr;
  {
    const Graph graph(stream, [&] {
      inner = stream.allocate<int>(4);
      stream.launch(1, 4, count_up<int>, inner, 4U);
      succeeds(cudaMemcpyAsync(out, inner, 16, cudaMemcpyDeviceToDevice, stream.handle));
      stream.free(inner);
    });
    is_refused(cudaMemsetAsync(inner, 0, 4, stream.handle), cudaErrorInvalidValue, "freed or future allocation");
    for (int i = 0; i < 2; ++i) {
      succeeds(cudaMemsetAsync(out, 0, 16, stream.handle));
      succeeds(graph.launch(stream));
      BOOST_TEST(stream.read(out, 4) == (std::vector<int>{0, 1, 2, 3}));
    }
  }
  is_refused(cudaFreeAsync(inner, stream.handle), cudaErrorInvalidValue, "was freed");
}

BOOST_AUTO_TEST_CASE(what_a_graph_allocates_must_be_freed_before_it_allocates_again) {
  const Stream stream;
  int* inner = nullptr;
  const auto allocate = [&] {
    inner = stream.allocate<int>(4);
    stream.launch(1, 4, count_up<int>, inner, 4U);
  };
  std::size_t before = 0, after = 0, total = 0;
  stream.wait();
  succeeds(cudaMemGetInfo(&before, &total));
  {
    const Graph graph(stream, allocate);
    succeeds(graph.launch(stream));
    BOOST_TEST(stream.read(inner, 4) == (std::vector<int>{0, 1, 2, 3}));
    is_refused(graph.launch(stream), cudaErrorInvalidValue, "is not freed");
    stream.free(inner);
    succeeds(graph.launch(stream));
    stream.wait();
  }
  stream.free(inner);  // outlives the graph
  {
    const Graph graph(stream, allocate, cudaGraphInstantiateFlagAutoFreeOnLaunch);
    succeeds(graph.launch(stream));
    succeeds(graph.launch(stream));
    stream.free(inner);
  }
  stream.wait();
  succeeds(cudaMemGetInfo(&after, &total));
  BOOST_TEST(after == before);
}

BOOST_AUTO_TEST_CASE(a_capture_frees_only_what_it_allocated) {
  const Stream stream;
  auto* outer = stream.allocate<int>(1);
  begin(stream);
  is_refused(cudaFreeAsync(outer, stream.handle), cudaErrorInvalidValue, "not allocated in the same capture");
  stream.allocate<int>(1);
  auto* graph = end(stream);
  cudaGraphExec_t exec = nullptr, second = nullptr;
  succeeds(cudaGraphInstantiate(&exec, graph));
  is_refused(cudaGraphInstantiate(&second, graph), cudaErrorNotSupported, "only once");
  succeeds(cudaGraphExecDestroy(exec));
  succeeds(cudaGraphDestroy(graph));
  stream.free(outer);
}

BOOST_AUTO_TEST_CASE(a_fault_in_a_graph_names_its_kernel) {
  const Stream stream;
  auto* out = stream.allocate<int>(64);
  const Graph graph(stream, [&] { stream.launch(1, 64, barrier_that_some_miss, out); });
  succeeds(graph.launch(stream));
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorLaunchFailure, "kernel barrier_that_some_miss");
}

BOOST_AUTO_TEST_SUITE_END()
