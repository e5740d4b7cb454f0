#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "cuda_emulator/emulated.hpp"

// Threads, barriers, warps and shared memory.

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(a_reduction_by_shuffles_and_shared_memory_is_right_in_every_order) {
  const Stream stream;
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    cuda_emulator::set_seed(seed);
    for (const unsigned n : {1U, 31U, 128U, 129U, 1000U}) {
      std::vector<double> values(n);
      std::iota(values.begin(), values.end(), 1.0);
      const unsigned blocks = (n + 127) / 128;
      auto* sums = stream.allocate<double>(blocks);
      stream.launch(blocks, 128, sum_blocks<double, 128>, sums, stream.copy(values), n);
      const auto found = stream.read(sums, blocks);
      BOOST_TEST(std::accumulate(found.begin(), found.end(), 0.0) == n * (n + 1.0) / 2);
    }
  }
}

template <bool first, bool second>
bool turns_around() {
  const Stream stream;
  auto* data = stream.allocate<int>(128);
  stream.launch(1, 128, count_up<int>, data, 128U);
  stream.launch(2, 64, turn_around<first, second>, data, 3);
  const auto found = stream.read(data, 128);
  for (int i = 0; i < 128; ++i) {
    if (found[static_cast<std::size_t>(i)] != (i / 64 * 64) + 63 - i % 64) return false;
  }
  return true;
}

BOOST_AUTO_TEST_CASE(a_missing_barrier_shows) {
  BOOST_TEST((!for_some_seed([] { return !turns_around<true, true>(); })));
  BOOST_TEST((for_some_seed([] { return !turns_around<false, true>(); }, 2)));  // reads before the other has written
  BOOST_TEST((for_some_seed([] { return !turns_around<true, false>(); }, 2)));  // writes before the other has read
}

BOOST_AUTO_TEST_CASE(orders_are_drawn_from_the_seed) {
  const Stream stream;
  const auto order_of = [&](std::uint32_t seed) {
    auto* place = stream.allocate<int>(100);
    auto* counter = stream.copy<int>({0});
    cuda_emulator::set_seed(seed);
    stream.launch(1, 100, order, place, counter);
    return stream.read(place, 100);
  };
  const auto one = order_of(1);
  BOOST_TEST(one == order_of(1));
  BOOST_TEST(one != order_of(2));
  auto sorted = one;
  std::ranges::sort(sorted);
  for (int i = 0; i < 100; ++i) BOOST_TEST(sorted[static_cast<std::size_t>(i)] == i);
  BOOST_TEST(one != sorted);
}

BOOST_AUTO_TEST_CASE(every_index_comes_once) {
  const Stream stream;
  const dim3 grid(3, 2, 2);
  const dim3 block(4, 3, 2);
  constexpr std::size_t count = 12UL * 24;
  auto* threads = stream.allocate<uint3>(count);
  auto* blocks = stream.allocate<uint3>(count);
  stream.launch(grid, block, indices, threads, blocks);
  const auto of_thread = stream.read(threads, count);
  const auto of_block = stream.read(blocks, count);
  std::size_t i = 0;
  for (unsigned bz = 0; bz < 2; ++bz)
    for (unsigned by = 0; by < 2; ++by)
      for (unsigned bx = 0; bx < 3; ++bx)
        for (unsigned z = 0; z < 2; ++z)
          for (unsigned y = 0; y < 3; ++y)
            for (unsigned x = 0; x < 4; ++x, ++i) {
              BOOST_TEST((of_thread[i].x == x && of_thread[i].y == y && of_thread[i].z == z));
              BOOST_TEST((of_block[i].x == bx && of_block[i].y == by && of_block[i].z == bz));
            }
}

BOOST_AUTO_TEST_CASE(lanes_tell_each_other) {
  const Stream stream;
  constexpr std::size_t count = 9UL * 32;
  auto* out = stream.allocate<int>(count);
  stream.launch(1, 32, tell, out);
  const auto told = stream.read(out, count);
  for (int lane = 0; lane < 32; ++lane) {
    BOOST_TEST_CONTEXT("lane " << lane) {
      const auto* mine = &told[9 * static_cast<std::size_t>(lane)];
      BOOST_TEST(mine[0] == 5);
      BOOST_TEST(mine[1] == lane / 8 * 8 + 5);
      BOOST_TEST(mine[2] == (lane + 3 < 32 ? lane + 3 : lane));
      BOOST_TEST(mine[3] == (lane % 16 >= 3 ? lane - 3 : lane));
      BOOST_TEST(mine[4] == (lane ^ 1));
      BOOST_TEST(mine[5] == 0xf);
      BOOST_TEST(mine[6] == 1);
      BOOST_TEST(mine[7] == 0);
      BOOST_TEST(mine[8] == (lane < 16 ? 15 - lane : -1));
    }
  }
}

BOOST_AUTO_TEST_CASE(atomic_operations_lose_nothing) {
  const Stream stream;
  auto* greatest = stream.copy<int>({0});
  auto* sum = stream.copy<double>({0});
  auto* product = stream.copy<unsigned long long>({1});
  stream.launch(1, 20, at_one_place, greatest, sum, product);
  BOOST_TEST(stream.read(greatest, 1)[0] == 20);
  BOOST_TEST(stream.read(sum, 1)[0] == 210);
  BOOST_TEST(stream.read(product, 1)[0] == 2432902008176640000ULL);
}

BOOST_AUTO_TEST_CASE(every_block_starts_with_poisoned_shared_memory) {
  const Stream stream;
  auto* integers = stream.allocate<int>(96);
  auto* numbers = stream.allocate<float>(96);
  stream.launch(3, 32, read_unwritten, integers, numbers);
  BOOST_TEST(std::ranges::all_of(stream.read(integers, 96), [](int x) { return x == -1; }));
  BOOST_TEST(std::ranges::all_of(stream.read(numbers, 96), [](float x) { return std::isnan(x); }));
}

void faults(const Stream& stream, const std::vector<std::string>& words) {
  const auto error = cudaStreamSynchronize(stream.handle);
  BOOST_TEST(error == cudaErrorLaunchFailure);
  const auto told = cuda_emulator::last_fault();
  BOOST_TEST_CONTEXT(told) {
    for (const auto& word : words) BOOST_TEST_CONTEXT(word) BOOST_TEST(told.find(word) != std::string::npos);
    BOOST_TEST(told.find('\n') == std::string::npos);
  }
  void* memory = nullptr;  // nothing works any more
  BOOST_TEST(cudaMallocAsync(&memory, 4, stream.handle) == cudaErrorLaunchFailure);
  BOOST_TEST(cudaGetLastError() == cudaErrorLaunchFailure);
  BOOST_TEST(cudaGetLastError() == cudaErrorLaunchFailure);
  cuda_emulator::recover();
  BOOST_TEST(cudaGetLastError() == cudaSuccess);
  BOOST_TEST((turns_around<true, true>()));
}

BOOST_AUTO_TEST_CASE(a_barrier_that_some_miss_is_a_fault) {
  const Stream stream;
  stream.launch(1, 64, barrier_that_some_miss, stream.allocate<int>(64));
  faults(stream, {"kernel barrier_that_some_miss(int*)", "block (0, 0, 0)",
                  "thread (0, 0, 0) waits in __syncthreads at kernels.cpp:", "thread (40, 0, 0) has ended",
                  "seed " + std::to_string(cuda_emulator::seed())});
}

BOOST_AUTO_TEST_CASE(barriers_at_two_places_are_a_fault) {
  const Stream stream;
  stream.launch(1, 64, two_barriers);
  faults(stream, {"kernel two_barriers()", "thread (0, 0, 0) waits in __syncthreads",
                  "thread (1, 0, 0) waits in __syncthreads"});
}

BOOST_AUTO_TEST_CASE(a_shuffle_that_some_of_its_mask_miss_is_a_fault) {
  const Stream stream;
  auto* out = stream.allocate<int>(32);
  stream.launch(1, 32, shuffle_that_some_miss, out);
  faults(stream,
         {"shuffle_that_some_miss", "waits in __shfl_xor_sync", "with mask 0xffffffff", "thread (7, 0, 0) has ended"});
  stream.launch(1, 32, shuffle_without_itself, out);
  faults(stream, {"shuffle_without_itself", "thread (0, 0, 0) calls __shfl_xor_sync",
                  "mask 0xfffffffe, in which it is not itself"});
  stream.launch(1, 31, tell, out);
  faults(stream, {"kernel tell", "but the warp has only 31 threads"});
}

BOOST_AUTO_TEST_CASE(a_grid_that_no_gpu_takes_is_refused) {
  const Stream stream;
  for (const auto& [grid, block] :
       {std::pair<dim3, dim3>(0, 1), {1, 0}, {1, 1025}, {1, dim3(1, 1, 65)}, {dim3(1, 65536), 1}}) {
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = block;
    config.stream = stream.handle;
    is_refused(cudaLaunchKernelEx(&config, two_barriers), cudaErrorInvalidConfiguration, "a grid of");
  }
}

BOOST_AUTO_TEST_SUITE_END()
