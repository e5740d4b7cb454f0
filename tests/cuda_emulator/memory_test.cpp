#include <algorithm>
#include <cmath>

#include "cuda_emulator/emulated.hpp"
#include "cuda_emulator/end_of.hpp"

// Device memory: apart from the host's, bounded, and filled with nothing useful.

namespace {

namespace utf = boost::unit_test;

boost::test_tools::assertion_result finds_bad_accesses(utf::test_unit_id /*test*/) {
  return cuda_emulator::has_address_sanitizer();
}

constexpr std::size_t KiB = 1024;

// A process that does this must die, and tell these words.
template <class Function>
void dies_of(Function function, const std::vector<std::string>& words) {
  const auto end = end_of(function);
  BOOST_TEST(end.died);
  BOOST_TEST_CONTEXT(end.told) {
    for (const auto& word : words) BOOST_TEST_CONTEXT(word) BOOST_TEST(end.told.find(word) != std::string::npos);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(the_host_cannot_touch_device_memory) {
  const Stream stream;
  auto* data = stream.copy<float>({1, 2, 3});
  stream.wait();
  dies_of([&] { *static_cast<volatile float*>(data + 1); },
          {"no kernel runs, but somebody touches", "4 bytes into a live allocation of 12 bytes"});
  dies_of([&] { *static_cast<volatile float*>(data) = 1; },
          {"no kernel runs", "0 bytes into a live allocation of 12 bytes"});
}

BOOST_AUTO_TEST_CASE(a_kernel_outside_its_memory_is_found, *utf::precondition(finds_bad_accesses)) {
  const Stream stream;
  auto* data = stream.allocate<float>(10);
  const auto write = [&](int i) {
    return [&stream, data, i] {
      stream.launch(1, 1, write_at, data, i);
      stream.wait();
    };
  };
  BOOST_TEST(!end_of(write(9)).died);
  dies_of(write(10), {"use-after-poison", "kernel write_at(float*, int), block (0, 0, 0), thread (0, 0, 0)",
                      "0 bytes behind a live allocation of 40 bytes"});
  dies_of(write(-1), {"4 bytes before a live allocation of 40 bytes"});
  dies_of(write(70), {"use-after-poison"});
}

BOOST_AUTO_TEST_CASE(a_kernel_outside_shared_memory_is_found, *utf::precondition(finds_bad_accesses)) {
  const Stream stream;
  auto* out = stream.allocate<float>(1);
  const auto write = [&](int i) {
    return [&stream, out, i] {
      stream.launch(1, 1, write_in_shared, out, i);
      stream.wait();
    };
  };
  BOOST_TEST(!end_of(write(7)).died);
  dies_of(write(8), {"write_in_shared"});
}

BOOST_AUTO_TEST_CASE(memory_that_was_freed_is_not_used, *utf::precondition(finds_bad_accesses)) {
  const Stream stream;
  auto* data = stream.allocate<float>(10);
  const auto use = [&](bool is_freed) {
    return [&stream, data, is_freed] {
      if (is_freed) stream.free(data);
      stream.launch(1, 1, write_at, data, 0);
      stream.wait();
    };
  };
  BOOST_TEST(!end_of(use(false)).died);
  dies_of(use(true), {"use-after-poison", "kernel write_at"});
}

BOOST_AUTO_TEST_CASE(memory_is_not_used_before_it_is_allocated, *utf::precondition(finds_bad_accesses)) {
  const Stream stream;
  const Stream other;
  BOOST_TEST(for_some_seed([&] {
    return end_of([&] {
             auto* data = stream.allocate<float>(10);
             other.launch(1, 1, write_at, data, 0);  // nothing says that it comes after the allocation
             other.wait();
           })
        .died;
  }));
}

BOOST_AUTO_TEST_CASE(a_kernel_gets_no_pointer_to_host_memory) {
  const Stream stream;
  float number = 0;
  stream.launch(1, 1, write_at, &number, 0);
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorIllegalAddress, "which is not to memory of that device");
}

BOOST_AUTO_TEST_CASE(new_memory_is_poisoned) {
  const Stream stream;
  BOOST_TEST(std::ranges::all_of(stream.read(stream.allocate<float>(100), 100), [](float x) { return std::isnan(x); }));
  BOOST_TEST(std::ranges::all_of(stream.read(stream.allocate<int>(100), 100), [](int x) { return x == -1; }));
}

BOOST_AUTO_TEST_CASE(a_copy_goes_where_it_says) {
  const Stream stream;
  auto* data = stream.copy<int>({1, 2});
  auto* other = stream.allocate<int>(2);
  std::vector<int> host{3, 4};
  const auto copy = [&](void* to, const void* from, cudaMemcpyKind kind) {
    return cudaMemcpyAsync(to, from, 8, kind, stream.handle);
  };
  is_refused(copy(data, host.data(), cudaMemcpyDeviceToHost), cudaErrorInvalidValue, "from host to device memory");
  is_refused(copy(host.data(), data, cudaMemcpyHostToDevice), cudaErrorInvalidValue, "from device to host memory");
  is_refused(copy(other, data, cudaMemcpyHostToDevice), cudaErrorInvalidValue, "from device to device memory");
  is_refused(copy(host.data(), host.data(), cudaMemcpyDeviceToDevice), cudaErrorInvalidValue,
             "from host to host memory");
  BOOST_TEST(cudaGetLastError() == cudaErrorInvalidValue);
  BOOST_TEST(cudaGetLastError() == cudaSuccess);
  succeeds(copy(other, data, cudaMemcpyDeviceToDevice));
  succeeds(copy(host.data(), other, cudaMemcpyDefault));
  BOOST_TEST(host == (std::vector<int>{1, 2}));
}

BOOST_AUTO_TEST_CASE(a_copy_stays_in_its_allocation) {
  const Stream stream;
  auto* data = stream.allocate<int>(2);
  std::vector<int> host(3);
  is_refused(cudaMemcpyAsync(data, host.data(), 12, cudaMemcpyHostToDevice, stream.handle), cudaErrorInvalidValue,
             "12 bytes at");
  is_refused(cudaMemsetAsync(data + 1, 0, 5, stream.handle), cudaErrorInvalidValue, "4 bytes into a");
  is_refused(cudaMemsetAsync(host.data(), 0, 4, stream.handle), cudaErrorInvalidValue, "host memory");
  stream.free(data);
  is_refused(cudaMemsetAsync(data, 0, 8, stream.handle), cudaErrorInvalidValue, "8 bytes at");
  is_refused(cudaFreeAsync(data, stream.handle), cudaErrorInvalidValue, "or was freed");
  is_refused(cudaFreeAsync(host.data(), stream.handle), cudaErrorInvalidValue, "not the beginning of an allocation");
}

BOOST_AUTO_TEST_CASE(pageable_memory_is_read_at_once_and_pinned_memory_in_its_turn) {
  const Stream stream;
  void* pinned = nullptr;
  succeeds(cudaMallocHost(&pinned, sizeof(int)));
  auto& in_pinned = *static_cast<int*>(pinned);
  auto* data = stream.allocate<int>(2);
  int pageable = in_pinned = 1;
  succeeds(cudaMemcpyAsync(data, &pageable, sizeof(int), cudaMemcpyHostToDevice, stream.handle));
  succeeds(cudaMemcpyAsync(data + 1, pinned, sizeof(int), cudaMemcpyHostToDevice, stream.handle));
  pageable = in_pinned = 2;  // too early for the second copy
  BOOST_TEST(stream.read(data, 2) == (std::vector<int>{1, 2}));
  succeeds(cudaMemcpyAsync(pinned, data, sizeof(int), cudaMemcpyDeviceToHost, stream.handle));
  BOOST_TEST(in_pinned == 2);  // too early to read
  stream.wait();
  BOOST_TEST(in_pinned == 1);
  succeeds(cudaFreeHost(pinned));
  is_refused(cudaFreeHost(pinned), cudaErrorInvalidValue, "not pinned");
}

BOOST_AUTO_TEST_CASE(memory_has_a_limit) {
  const Stream stream;
  stream.wait();
  std::size_t free = 0, total = 0;
  succeeds(cudaMemGetInfo(&free, &total));
  cuda_emulator::set_memory(total - free + 10 * KiB);
  auto* most = stream.allocate<char>(8 * KiB);
  void* more = nullptr;
  is_refused(cudaMallocAsync(&more, 4 * KiB, stream.handle), cudaErrorMemoryAllocation, "4096 bytes asked for");
  std::size_t left = 0, limit = 0;
  succeeds(cudaMemGetInfo(&left, &limit));
  BOOST_TEST(left == 2 * KiB);
  stream.free(most);
  succeeds(cudaMallocAsync(&more, 4 * KiB, stream.handle));
  stream.free(more);
  cuda_emulator::set_memory(total);
}

BOOST_AUTO_TEST_CASE(a_pool_keeps_what_its_threshold_allows) {
  const Stream stream;
  cudaMemPoolProps properties{};
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location = {.type = cudaMemLocationTypeDevice, .id = 0};
  cudaMemPool_t pool = nullptr;
  succeeds(cudaMemPoolCreate(&pool, &properties));
  const auto get = [&](cudaMemPoolAttr attribute) {
    std::uint64_t value = 0;
    succeeds(cudaMemPoolGetAttribute(pool, attribute, &value));
    return value;
  };
  std::uint64_t threshold = 3 * KiB;
  succeeds(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &threshold));
  void* memory = nullptr;
  succeeds(cudaMallocFromPoolAsync(&memory, 4000, pool, stream.handle));
  BOOST_TEST(get(cudaMemPoolAttrUsedMemCurrent) == 4096);
  is_refused(cudaMemPoolDestroy(pool), cudaErrorInvalidValue, "in use");
  stream.free(memory);
  BOOST_TEST(get(cudaMemPoolAttrUsedMemCurrent) == 0);
  BOOST_TEST(get(cudaMemPoolAttrReservedMemCurrent) == 4096);
  stream.wait();
  BOOST_TEST(get(cudaMemPoolAttrReservedMemCurrent) == 3 * KiB);
  succeeds(cudaMemPoolTrimTo(pool, 1024));
  BOOST_TEST(get(cudaMemPoolAttrReservedMemCurrent) == 1024);
  BOOST_TEST(get(cudaMemPoolAttrUsedMemHigh) == 4096);
  succeeds(cudaMemPoolDestroy(pool));
  is_refused(cudaMemPoolDestroy(pool), cudaErrorInvalidResourceHandle, "no such memory pool");
}

BOOST_AUTO_TEST_SUITE_END()
