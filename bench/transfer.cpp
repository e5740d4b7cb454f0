// N floats to a device and back, for the clock: bench-transfer DEVICE N. Prints JSON: the seconds there and back,
// several times.
#include <chrono>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/program/run.hpp>

using namespace d2l;

namespace {

void time_transfer(Device device, std::int64_t n) {
  constexpr int times = 7;
  const auto x = ones({n});
  const auto there_and_back = [&] { (void)x.to(device).cpu(); };
  there_and_back();  // what is done for the first time is not counted
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    there_and_back();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds.push_back(taken.count());
  }
  fmt::print("{{\"seconds\": [{}]}}\n", fmt::join(seconds, ", "));
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench-transfer", [&] {
    if (argc != 3) throw UsageError("usage: bench-transfer DEVICE N");
    time_transfer(parse_device(argv[1]), std::stoll(argv[2]));
  });
}
