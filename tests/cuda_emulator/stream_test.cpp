#include <array>
#include <thread>
#include <vector>

#include "cuda_emulator/emulated.hpp"

// The order of work: within a stream, and between streams where an event says so.

BOOST_AUTO_TEST_SUITE(streams)

BOOST_AUTO_TEST_CASE(work_of_a_stream_is_done_in_order) {
  const Stream stream;
  auto* data = stream.allocate<int>(3);
  stream.launch(1, 3, count_up<int>, data, 3U);
  stream.launch(1, 3, add<int>, data, 10, 3U);
  succeeds(cudaMemsetAsync(data, 0, sizeof(int), stream.handle));
  stream.launch(1, 3, add<int>, data, 100, 3U);
  BOOST_TEST(stream.read(data, 3) == (std::vector<int>{100, 111, 112}));
}

struct Event {
  explicit Event(unsigned flags = cudaEventDisableTiming) { succeeds(cudaEventCreateWithFlags(&handle, flags)); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { cudaEventDestroy(handle); }

  void record(const Stream& stream) const { succeeds(cudaEventRecord(handle, stream.handle)); }
  void hold(const Stream& stream) const { succeeds(cudaStreamWaitEvent(stream.handle, handle)); }

  cudaEvent_t handle = nullptr;
};

// Two streams work on the same numbers; an event may hold the second one back.
bool is_in_order(bool with_event) {
  const Stream first;
  const Stream second;
  const Event event;
  auto* data = first.copy<int>({1});
  first.wait();
  first.launch(1, 1, add<int>, data, 1, 1U);
  first.launch(1, 1, add<int>, data, 1, 1U);
  if (with_event) {
    event.record(first);
    event.hold(second);
  }
  auto* copy = second.allocate<int>(1);
  succeeds(cudaMemcpyAsync(copy, data, sizeof(int), cudaMemcpyDeviceToDevice, second.handle));
  return second.read(copy, 1)[0] == 3;
}

BOOST_AUTO_TEST_CASE(a_missing_event_shows) {
  BOOST_TEST(!for_some_seed([] { return !is_in_order(true); }));
  BOOST_TEST(for_some_seed([] { return !is_in_order(false); }));
  BOOST_TEST(for_some_seed([] { return is_in_order(false); }));  // as it may be
}

BOOST_AUTO_TEST_CASE(an_event_is_as_it_was_when_a_stream_was_told_to_wait) {
  const Stream first;
  const Stream second;
  const Event event;
  event.hold(second);  // was not recorded yet: nothing to wait for
  event.record(first);
  event.hold(second);
  event.record(second);  // would wait for itself
  second.wait();
  BOOST_TEST(cudaEventQuery(event.handle) == cudaSuccess);
}

BOOST_AUTO_TEST_CASE(an_event_is_reached_some_time) {
  const Stream stream;
  const Event event;
  BOOST_TEST(cudaEventQuery(event.handle) == cudaSuccess);  // never recorded
  auto* data = stream.copy<int>(std::vector<int>(100));
  for (int i = 0; i < 20; ++i) stream.launch(1, 100, add<int>, data, 1, 100U);
  event.record(stream);
  is_refused(cudaEventQuery(event.handle), cudaErrorNotReady, "not reached yet");
  is_refused(cudaStreamQuery(stream.handle), cudaErrorNotReady, "has work to do");
  while (cudaEventQuery(event.handle) == cudaErrorNotReady) {
  }
  BOOST_TEST(cudaStreamQuery(stream.handle) == cudaSuccess);
  cudaGetLastError();
}

BOOST_AUTO_TEST_CASE(events_take_times) {
  const Stream stream;
  const Event from(cudaEventDefault);
  const Event to(cudaEventDefault);
  const Event untimed;
  float milliseconds = -1;
  is_refused(cudaEventElapsedTime(&milliseconds, from.handle, to.handle), cudaErrorInvalidResourceHandle,
             "not recorded");
  from.record(stream);
  stream.launch(1000, 32, wait_twice);
  to.record(stream);
  untimed.record(stream);
  is_refused(cudaEventElapsedTime(&milliseconds, from.handle, to.handle), cudaErrorNotReady, "not reached yet");
  succeeds(cudaEventSynchronize(to.handle));
  succeeds(cudaEventElapsedTime(&milliseconds, from.handle, to.handle));
  BOOST_TEST(milliseconds > 0);
  is_refused(cudaEventElapsedTime(&milliseconds, from.handle, untimed.handle), cudaErrorInvalidResourceHandle,
             "without timing");
}

BOOST_AUTO_TEST_CASE(waiting_is_counted) {
  const Stream stream;
  const Event event;
  const auto waits_of = [](auto call) {
    const auto before = cuda_emulator::counters().synchronisations;
    call();
    return cuda_emulator::counters().synchronisations - before;
  };
  auto* data = stream.allocate<int>(10);
  int host = 0;
  BOOST_TEST(waits_of([&] {
               stream.launch(1, 10, count_up<int>, data, 10U);
               succeeds(cudaMemcpyAsync(data, &host, sizeof host, cudaMemcpyHostToDevice, stream.handle));
               event.record(stream);
               cudaEventQuery(event.handle);
             }) == 0);
  BOOST_TEST(waits_of([&] { stream.read(data, 1); }) == 1);  // into pageable memory
  BOOST_TEST(waits_of([&] { stream.wait(); }) == 1);
  BOOST_TEST(waits_of([&] { succeeds(cudaEventSynchronize(event.handle)); }) == 1);
  BOOST_TEST(waits_of([&] { succeeds(cudaDeviceSynchronize()); }) == 1);
}

BOOST_AUTO_TEST_CASE(everything_is_counted) {
  const Stream stream;
  const auto before = cuda_emulator::counters();
  auto* data = stream.copy<int>({1, 2});
  auto* other = stream.allocate<int>(2);
  stream.launch(1, 2, add<int>, data, 1, 2U);
  succeeds(cudaMemcpyAsync(other, data, 8, cudaMemcpyDeviceToDevice, stream.handle));
  BOOST_TEST(cuda_emulator::counters().kernels == before.kernels);  // its turn has not come
  stream.read(other, 2);
  const auto after = cuda_emulator::counters();
  BOOST_TEST(after.launches - before.launches == 1);
  BOOST_TEST(after.kernels - before.kernels == 1);
  BOOST_TEST(after.allocations - before.allocations == 2);
  BOOST_TEST(after.copies_to_device - before.copies_to_device == 1);
  BOOST_TEST(after.copies_on_device - before.copies_on_device == 1);
  BOOST_TEST(after.copies_to_host - before.copies_to_host == 1);
}

BOOST_AUTO_TEST_CASE(every_thread_of_the_host_may_call) {
  std::array<std::vector<int>, 4> found;
  const std::array<Stream, 4> streams;  // their ends forget all work that waits, so they outlive the threads
  std::vector<std::thread> threads;
  threads.reserve(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&mine = found[i], &stream = streams[i]] {
      auto* data = stream.copy(std::vector<int>(64));
      for (int round = 0; round < 20; ++round) {
        stream.launch(1, 64, add<int>, data, 1, 64U);
        stream.launch(1, 64, turn_around<true, true>, data, 2);
      }
      mine = stream.read(data, 64);
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& mine : found) BOOST_TEST(mine == std::vector<int>(64, 20));
}

BOOST_AUTO_TEST_CASE(handles_must_be_there) {
  cudaStream_t gone = nullptr;
  succeeds(cudaStreamCreateWithFlags(&gone, cudaStreamNonBlocking));
  succeeds(cudaStreamDestroy(gone));
  is_refused(cudaStreamSynchronize(gone), cudaErrorInvalidResourceHandle, "there is no such stream");
  is_refused(cudaStreamSynchronize(nullptr), cudaErrorInvalidResourceHandle, "no default stream");
}

BOOST_AUTO_TEST_SUITE_END()
