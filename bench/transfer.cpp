// N floats to a device and back, for the clock: bench-transfer DEVICE N. Prints JSON: the seconds there and back,
// several times.
#include <d2l/ops/ops.hpp>

#include "repeated.hpp"

using namespace d2l;

namespace {

void time_transfer(Device device, std::int64_t n) {
  const auto x = ones({n});
  bench::print_seconds(1, [&] { return x.to(device).cpu(); }, [] {});  // the way back waits for all
}

}  // namespace

int main(int argc, char** argv) { return bench::run_part("bench-transfer", argc, argv, time_transfer); }
