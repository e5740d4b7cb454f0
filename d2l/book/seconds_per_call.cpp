#include "d2l/book/seconds_per_call.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

#include "d2l/book/median.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l {
namespace {

double seconds_of(std::int64_t calls, const std::function<Tensor<>()>& call) {
  check_interrupt();
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t i = 1; i < calls; ++i) call();
  call().view({-1})[0].item();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

double seconds_per_call(const std::function<Tensor<>()>& call) {
  constexpr double enough = 0.005, warm_up = 0.05;  // a processor that was idle takes a moment to speed up
  std::int64_t calls = 1;
  for (double so_far = 0; so_far < warm_up;) {
    const auto seconds = seconds_of(calls, call);
    if (seconds < enough) calls *= 2;
    so_far += seconds;
  }

  std::vector<double> seconds(9);
  for (auto& each : seconds) each = seconds_of(calls, call);
  return median(seconds) / static_cast<double>(calls);
}

}  // namespace d2l
