// The product of two (N, N) matrices of floats, for the clock: bench-product DEVICE N. Prints JSON: the seconds of a
// product, several times, each the mean of several in a row.
#include <d2l/ops/ops.hpp>

#include "repeated.hpp"

using namespace d2l;

namespace {

void time_product(Device device, std::int64_t n) {
  const auto A = rand({n, n}).to(device), B = rand({n, n}).to(device), C = empty({n, n}, device);
  constexpr int in_a_row = 10;
  bench::print_seconds(in_a_row, [&] { matmul(A, B, out(C)); }, [&] { return C(0, 0).item(); });
}

}  // namespace

int main(int argc, char** argv) { return bench::run_part("bench-product", argc, argv, time_product); }
