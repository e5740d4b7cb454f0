#include <d2l/io/npy.hpp>

#include "round_trip.hpp"
#include "support/same.hpp"
#include "target.hpp"

// Any tensor comes back as it was; what a changed file holds, if it holds anything, comes back, too.
void d2l::fuzz::read(std::span<const std::byte> bytes) {
  Input input(bytes);
  const auto x = input.any_tensor();
  auto file = format_npy(x);
  expect(same(parse_npy(file), x), "a tensor did not come back");
  change(file, input);
  const auto changed = parse_npy(file);
  expect(same(parse_npy(format_npy(changed)), changed), "a changed tensor did not come back");
}
