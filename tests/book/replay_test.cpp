// Work that is replayed as a CUDA graph does what it does as it comes; what cannot be replayed is noticed.
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include <d2l/core/generator.hpp>
#include <d2l/core/replay.hpp>
#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"

using namespace d2l;

namespace {

constexpr int times = 6, times_seen = 3;  // what is replayed is called that often, and seen no more

// Does the work `times` times, as it comes or replayed; how often it was called.
int repeat(const std::function<void()>& work, bool replayed) {
  int calls = 0;
  cuda::Replay replay(gpu.index);
  for (int i = 0; i < times; ++i) {
    const auto counted = [&] {
      ++calls;
      work();
    };
    replayed ? replay(counted) : counted();
  }
  return calls;
}

// Tensors that are there before the work, on which it works.
struct Place {
  Tensor<> x = arange(0, 300, 1, gpu).view({30, 10});
  Tensor<> y = zeros({30, 10}, gpu);
};

// What y comes to, and where the random stream is then; expects that the work is called so often when it is replayed.
void expect_same_as_it_comes(const std::function<void(Place&)>& work, int calls) {
  std::vector<float> values;
  for (const bool replayed : {false, true}) {
    manual_seed(3);
    Place place;
    const int called = repeat([&] { work(place); }, replayed);
    BOOST_TEST(called == (replayed ? calls : times));
    auto found = place.y.to_vector();
    found.push_back(rand({1}).item());
    if (replayed) BOOST_TEST(found == values, boost::test_tools::per_element());
    values = found;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_replay, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(what_changes_tensors_in_place_is_replayed) {
  expect_same_as_it_comes(
      [](Place& place) {
        place.y += matmul(place.x, place.x.t()).sum(1, keepdim) / 1e4;
        place.x *= 0.5F;
      },
      times_seen);
}

BOOST_AUTO_TEST_CASE(what_is_computed_between_replays_leaves_their_memory_alone) {
  Place place;
  cuda::Replay replay(gpu.index);
  std::vector<Tensor<>> others;
  for (int i = 0; i < times; ++i) {
    replay([&] { place.y += (place.x + 1) * (place.x + 2); });
    others.push_back(ones({30, 10}, gpu));
  }
  for (const auto& other : others) BOOST_TEST(other.sum().item() == 300.0F);
  BOOST_TEST(place.y(1, 0).item() == static_cast<float>(times * 11 * 12));
}

BOOST_AUTO_TEST_CASE(what_reads_on_the_host_is_done_as_it_comes) {
  expect_same_as_it_comes(
      [](Place& place) {
        place.y += 1;
        if (place.y.sum().item() < 1000) place.y += 10;
        place.y *= 2;
      },
      times);
}

BOOST_AUTO_TEST_CASE(what_draws_random_numbers_is_done_as_it_comes) {
  expect_same_as_it_comes(
      [](Place& place) {
        place.y += 1;
        place.y *= rand({30, 10}).to(gpu);
      },
      times);
  expect_same_as_it_comes(  // also where the device sees nothing of it
      [](Place& place) { place.y += static_cast<float>(default_generator().random() % 10); }, times);
}

BOOST_AUTO_TEST_CASE(what_keeps_memory_is_done_as_it_comes) {
  Tensor<> kept = zeros({30, 10}, gpu);
  expect_same_as_it_comes(
      [&](Place& place) {
        kept = place.x + 1;
        place.y += kept;
      },
      times);
}

// The block is given back in the work and taken again, so as much is held after it as before.
BOOST_AUTO_TEST_CASE(what_keeps_memory_anew_is_done_as_it_comes) {
  Tensor<> kept = zeros({30, 10}, gpu);
  expect_same_as_it_comes(
      [&](Place& place) {
        kept = {};
        kept = place.x + 1;
        place.y += kept;
      },
      times);
}

BOOST_AUTO_TEST_CASE(an_error_ends_it_where_it_stands) {
  Place place;
  cuda::Replay replay(gpu.index);
  const auto work = [&](bool fails) {
    place.y += 1;
    if (fails) throw std::runtime_error("enough");
    place.y += 10;
  };
  for (int i = 0; i < times_seen - 1; ++i) replay([&] { work(false); });
  BOOST_CHECK_THROW(replay([&] { work(true); }), std::runtime_error);
  BOOST_TEST(place.y.mean().item() == 23.0F);
  replay([&] { work(false); });
  BOOST_TEST(place.y.mean().item() == 34.0F);
}

BOOST_AUTO_TEST_CASE(replayed_work_may_be_part_of_other_such_work) {
  cuda::Replay inner(gpu.index);
  expect_same_as_it_comes([&](Place& place) { inner([&] { place.y += place.x; }); }, times_seen);
}

BOOST_AUTO_TEST_CASE(the_environment_says_no) {
  setenv("D2L_CUDA_GRAPHS", "0", 1);
  expect_same_as_it_comes([](Place& place) { place.y += place.x; }, times);
  unsetenv("D2L_CUDA_GRAPHS");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cuda_replay_on_two_devices, *boost::unit_test::precondition(two_gpus))

BOOST_AUTO_TEST_CASE(what_is_done_on_two_devices_is_done_as_it_comes) {
  const auto there = zeros({3}, Device{Device::Kind::cuda, 1});
  expect_same_as_it_comes(
      [&](Place& place) {
        place.y += 1;
        there += 1;
        place.y *= 2;
      },
      times);
  BOOST_TEST(there[0].item() == 2.0F * times);
}

BOOST_AUTO_TEST_SUITE_END()
