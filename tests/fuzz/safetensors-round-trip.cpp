#include <d2l/core/error.hpp>
#include <d2l/io/safetensors.hpp>

#include "round_trip.hpp"
#include "support/same.hpp"
#include "target.hpp"

// Any tensors come back as they were, unless their names are refused; what a changed file holds comes back, too.
void d2l::fuzz::read(std::span<const std::byte> bytes) {
  Input input(bytes);
  const auto tensors = input.named_tensors();
  std::vector<std::byte> file;
  try {
    file = format_safetensors(tensors);
  } catch (const ValueError&) {
    return;
  }
  expect(same(parse_safetensors(file), tensors), "tensors did not come back");
  change(file, input);
  const auto changed = parse_safetensors(file);
  expect(same(parse_safetensors(format_safetensors(changed)), changed), "changed tensors did not come back");
}
