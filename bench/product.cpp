// The product of two (N, N) matrices of floats, for the clock: bench-product DEVICE N. Prints JSON: the seconds of a
// product, several times, each the mean of several in a row, since a GPU is only waited for at their end.
#include <chrono>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/program/run.hpp>

using namespace d2l;

namespace {

void time_product(Device device, std::int64_t n) {
  constexpr int times = 7, in_a_row = 10;
  const auto A = rand({n, n}).to(device), B = rand({n, n}).to(device), C = empty({n, n}, device);
  const auto multiply = [&](int count) {
    for (int i = 0; i < count; ++i) matmul(A, B, out(C));
    return C(0, 0).item();
  };
  multiply(2);  // what is done for the first time is not counted
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    multiply(in_a_row);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds.push_back(taken.count() / in_a_row);
  }
  fmt::print("{{\"seconds\": [{}]}}\n", fmt::join(seconds, ", "));
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench-product", [&] {
    if (argc != 3) throw UsageError("usage: bench-product DEVICE N");
    time_product(parse_device(argv[1]), std::stoll(argv[2]));
  });
}
