#include "side_by_side.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <latch>
#include <omp.h>
#include <vector>

#include <d2l/book/median.hpp>
#include <d2l/system/interrupt.hpp>

namespace d2l {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point start, Clock::time_point end) {
  return std::chrono::duration<double>(end - start).count();
}

double median_of_runs(const std::function<double()>& seconds) {
  std::vector<double> runs(9);
  for (auto& run : runs) {
    check_interrupt();
    run = seconds();
  }
  return median(runs);
}

// Prepares the work and does it once, so that its threads and its memory are there.
Work warmed_up(const Preparation& prepare, int threads) {
  omp_set_num_threads(threads);  // each thread has its own number
  auto work = prepare();
  work();
  return work;
}

// Says that a thread is ready, or has failed: nobody waits for it in vain.
struct Arrival {
  std::latch& both;
  ~Arrival() { both.count_down(); }
};

}  // namespace

double seconds_one_after_the_other(const Preparation& one, const Preparation& other, int threads) {
  const auto first = warmed_up(one, threads), second = warmed_up(other, threads);
  return median_of_runs([&] {
    const auto start = Clock::now();
    first();
    second();
    return seconds_between(start, Clock::now());
  });
}

double seconds_side_by_side(const Preparation& one, const Preparation& other, int threads) {
  return median_of_runs([&] {
    std::latch both(2);
    const auto prepare = [&](const Preparation& preparation) {
      const Arrival arrival{both};
      return warmed_up(preparation, threads);
    };
    auto other_end = std::async(std::launch::async, [&] {
      const auto work = prepare(other);
      both.wait();
      work();
      return Clock::now();
    });
    const auto work = prepare(one);
    both.wait();
    const auto start = Clock::now();
    work();
    const auto end = Clock::now();
    return seconds_between(start, std::max(end, other_end.get()));
  });
}

}  // namespace d2l
