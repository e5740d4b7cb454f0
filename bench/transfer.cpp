// N floats to a device and back, for the clock: bench-transfer DEVICE N. Prints JSON: the seconds there and back,
// several times.
#include <string>

#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/program/run.hpp>

#include "repeated.hpp"

using namespace d2l;

namespace {

void time_transfer(Device device, std::int64_t n) {
  const auto x = ones({n});
  bench::print_seconds(1, [&] { return x.to(device).cpu(); }, [] {});  // the way back waits for all
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench-transfer", [&] {
    if (argc != 3) throw UsageError("usage: bench-transfer DEVICE N");
    time_transfer(parse_device(argv[1]), std::stoll(argv[2]));
  });
}
