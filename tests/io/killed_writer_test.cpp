// A writer that is killed at any moment leaves the old file or the new one, whole.
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <d2l/io/safetensors.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(killed_writer)

BOOST_AUTO_TEST_CASE(two_hundred_kills_leave_a_whole_file_each_time) {
  constexpr int kills = 200;
  const ScratchFolder folder;
  const auto file = folder.file("state.safetensors");
  const NamedTensors odd{{"x", full({50000}, 1.0F)}}, even{{"x", full({50000}, 2.0F)}};

  // The kills are spread over the time that both writes take here, sanitizers and load included, from when the child
  // begins.
  const auto begin = std::chrono::steady_clock::now();
  save_safetensors(file, even);
  save_safetensors(file, odd);
  const auto both = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  std::mt19937 random(0);
  std::uniform_int_distribution<std::int64_t> microseconds(0, 2 * both.count());
  int odd_left = 0, even_left = 0;
  std::array<int, 2> begun{};
  BOOST_REQUIRE_EQUAL(pipe(begun.data()), 0);
  for (int i = 0; i < kills; ++i) {
    const auto child = fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
      if (write(begun[1], "", 1) != 1) _exit(1);
      for (;;) {  // until it is killed
        save_safetensors(file, even);
        save_safetensors(file, odd);
      }
    }
    char byte = 0;
    BOOST_REQUIRE_EQUAL(read(begun[0], &byte, 1), 1);
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    kill(child, SIGKILL);
    int status = 0;
    BOOST_REQUIRE_EQUAL(waitpid(child, &status, 0), child);
    BOOST_REQUIRE(WIFSIGNALED(status));
    const auto left = load_safetensors(file);
    BOOST_REQUIRE(same(left, odd) || same(left, even));
    ++(same(left, odd) ? odd_left : even_left);
  }
  for (const int end : begun) close(end);
  BOOST_TEST_MESSAGE("left were the one file " << odd_left << " times, the other " << even_left << " times");
  BOOST_TEST(odd_left > 0);
  BOOST_TEST(even_left > 0);
  save_safetensors(file, even);
  BOOST_TEST(same(load_safetensors(file), even));
}

BOOST_AUTO_TEST_SUITE_END()
