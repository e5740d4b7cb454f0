// Work that is replayed as a CUDA graph does what it does as it comes; what cannot be replayed is noticed.
#include <cstdint>
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

constexpr int times = 6, times_before = 3;  // the third time is recorded, and those after it are replayed

// Does the work `times` times, as it comes or replayed; how often it was replayed.
std::int64_t repeat(const std::function<void()>& work, bool replayed) {
  cuda::Replay replay(gpu.index);
  for (int i = 0; i < times; ++i) replayed ? replay(work) : work();
  return replay.replays();
}

// Tensors that are there before the work, on which it works.
struct Place {
  Tensor<> x = arange(0, 300, 1, gpu).view({30, 10});
  Tensor<> y = zeros({30, 10}, gpu);
};

// What y comes to, and where the random stream is then; expects that the work is replayed so often.
void expect_same_as_it_comes(const std::function<void(Place&)>& work, int replays) {
  std::vector<float> values;
  for (const bool replayed : {false, true}) {
    manual_seed(3);
    Place place;
    const auto counted = repeat([&] { work(place); }, replayed);
    BOOST_TEST(counted == (replayed ? replays : 0));
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
      times - times_before);
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
      0);
}

BOOST_AUTO_TEST_CASE(what_draws_random_numbers_is_done_as_it_comes) {
  expect_same_as_it_comes(
      [](Place& place) {
        place.y += 1;
        place.y *= rand({30, 10}).to(gpu);
      },
      0);
  expect_same_as_it_comes(  // where the device sees only a number, it may happen to be the same once more
      [](Place& place) { place.y += static_cast<float>(default_generator().random() % 10); }, 1);
}

BOOST_AUTO_TEST_CASE(what_keeps_memory_is_done_as_it_comes) {
  Tensor<> kept = zeros({30, 10}, gpu);
  expect_same_as_it_comes(
      [&](Place& place) {
        kept = place.x + 1;
        place.y += kept;
      },
      0);
}

// The block is given back in the work and taken again: it is the same one each time.
BOOST_AUTO_TEST_CASE(what_keeps_the_same_memory_anew_is_replayed) {
  Tensor<> kept = zeros({30, 10}, gpu);
  expect_same_as_it_comes(
      [&](Place& place) {
        kept = {};
        kept = place.x + 1;
        place.y += kept;
      },
      times - times_before);
  std::vector<Tensor<>> all;  // once it is somebody's, it is not
  Place place;
  cuda::Replay replay(gpu.index);
  for (int i = 0; i < 3 * times; ++i) {
    replay([&] {
      kept = {};
      kept = place.x + 1;
      place.y += kept;
    });
    if (i >= times) all.push_back(kept);
  }
  for (const auto& each : all) BOOST_TEST(each.sum().item() == place.x.sum().item() + 300);
  BOOST_TEST(place.y.sum().item() == 3 * times * (place.x.sum().item() + 300));
}

BOOST_AUTO_TEST_CASE(an_error_ends_it_where_it_stands) {
  Place place;
  cuda::Replay replay(gpu.index);
  const auto work = [&](bool fails) {
    place.y += 1;
    if (fails) throw std::runtime_error("enough");
    place.y += 10;
  };
  for (int i = 0; i < times_before - 1; ++i) replay([&] { work(false); });
  BOOST_CHECK_THROW(replay([&] { work(true); }), std::runtime_error);
  BOOST_TEST(place.y.mean().item() == 23.0F);
  replay([&] { work(false); });
  BOOST_TEST(place.y.mean().item() == 34.0F);
}

BOOST_AUTO_TEST_CASE(replayed_work_may_be_part_of_other_such_work) {
  cuda::Replay inner(gpu.index);
  expect_same_as_it_comes([&](Place& place) { inner([&] { place.y += place.x; }); }, times - times_before);
}

// A number of the host, such as a rate: what was recorded with another one is not replayed.
BOOST_AUTO_TEST_CASE(a_number_that_changes_counts_at_once) {
  const auto count = [](const std::function<float(int)>& number_at) {
    Place place;
    int i = 0;
    cuda::Replay replay(gpu.index);
    for (int k = 0; k < 40; ++k)
      replay([&] {
        place.y += place.x * 2;
        place.y *= number_at(i++);
        place.y += matmul(place.x, place.x.t()).sum(1, keepdim) / 1e4;
      });
    Place plain;
    for (int k = 0; k < 40; ++k) {
      plain.y += plain.x * 2;
      plain.y *= number_at(k);
      plain.y += matmul(plain.x, plain.x.t()).sum(1, keepdim) / 1e4;
    }
    BOOST_TEST(place.y.to_vector() == plain.y.to_vector(), boost::test_tools::per_element());
    return replay.replays();
  };
  BOOST_TEST(count([](int) { return 0.5F; }) == 37);
  BOOST_TEST(count([](int i) { return i < 20 ? 0.5F : 0.25F; }) == 17 + 16);  // one as it comes, then anew
  BOOST_TEST(count([](int i) { return 1 / (1 + static_cast<float>(i)); }) == 0);
}

BOOST_AUTO_TEST_CASE(other_work_of_the_same_length_is_noticed) {
  Place place;
  int i = 0;
  cuda::Replay replay(gpu.index);
  for (int k = 0; k < 20; ++k) replay([&] { ++i % 7 == 6 ? place.y -= place.x : place.y += place.x; });
  BOOST_TEST(place.y(0, 1).item() == 17.0F - 3);
  i = 0;
  for (int k = 0; k < 20; ++k)  // less of it, and more
    replay([&] {
      if (++i % 5 != 4) place.y += place.x;
      if (i % 6 == 5) place.y += place.x;
    });
  BOOST_TEST(place.y(0, 1).item() == 14.0F + 16 + 3);
}

BOOST_AUTO_TEST_CASE(the_environment_says_no) {
  setenv("D2L_CUDA_GRAPHS", "0", 1);
  expect_same_as_it_comes([](Place& place) { place.y += place.x; }, 0);
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
      0);
  BOOST_TEST(there[0].item() == 2.0F * times);
}

BOOST_AUTO_TEST_SUITE_END()
