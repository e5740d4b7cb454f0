#include <d2l/core/error.hpp>
#include <d2l/io/npz.hpp>

#include "round_trip.hpp"
#include "support/same.hpp"
#include "target.hpp"

// Any tensors come back as they were, unless their names are refused; what a changed file holds comes back, too.
void d2l::fuzz::read(std::span<const std::byte> bytes) {
  Input input(bytes);
  const auto tensors = input.named_tensors();
  std::vector<std::byte> file;
  try {
    file = format_npz(tensors, input.below(2) == 0 ? Packing::stored : Packing::deflated);
  } catch (const ValueError&) {
    return;
  }
  expect(same(parse_npz(file), tensors), "tensors did not come back");
  change(file, input);
  const auto changed = parse_npz(file);
  expect(same(parse_npz(format_npz(changed)), changed), "changed tensors did not come back");
}
