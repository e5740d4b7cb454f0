#include "round_trip.hpp"

#include <cstdio>
#include <cstdlib>

#include <d2l/core/shape.hpp>

namespace d2l::fuzz {

std::byte Input::byte() {
  if (bytes_.empty()) return {};
  const auto first = bytes_.front();
  bytes_ = bytes_.subspan(1);
  return first;
}

std::size_t Input::below(std::size_t end) {
  auto number = std::to_integer<std::size_t>(byte());
  if (end > 256) number = number << 8 | std::to_integer<std::size_t>(byte());
  return number % end;
}

AnyTensor Input::any_tensor() {
  constexpr std::size_t types = std::variant_size_v<AnyTensor>, truth = types - 1;
  const auto type = below(types);
  Shape shape;
  for (auto axes = below(4); axes > 0; --axes) shape.push_back(static_cast<std::int64_t>(below(4)));
  std::vector<std::byte> elements(static_cast<std::size_t>(numel(shape)) * element_size(type));
  for (auto& element : elements) element = type == truth ? byte() & std::byte{1} : byte();
  return from_bytes(type, shape, elements);
}

NamedTensors Input::named_tensors() {
  NamedTensors tensors;
  for (auto count = below(4); count > 0; --count) {
    std::string name;
    for (auto length = below(3); length > 0; --length) name += static_cast<char>(byte());
    tensors.emplace_back(name, any_tensor());
  }
  return tensors;
}

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void change(std::vector<std::byte>& file, Input& input) {
  for (auto changes = input.below(3); changes > 0; --changes) file[input.below(file.size())] = input.byte();
}

}  // namespace d2l::fuzz
