#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <d2l/io/any_tensor.hpp>

namespace d2l::fuzz {

/// What a fuzzer's input says, a byte at a time; zeros when it is used up.
class Input {
 public:
  explicit Input(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::byte byte();
  /// A number from 0 to before `end`.
  std::size_t below(std::size_t end);
  /// A tensor of any type, of up to three axes of up to three elements, with any bits in its elements.
  AnyTensor any_tensor();
  /// Up to three of them, with names of up to two bytes, whatever these are.
  NamedTensors named_tensors();

 private:
  std::span<const std::byte> bytes_;
};

/// Ends the program with a message unless `holds`: that is what a fuzzer sees.
void expect(bool holds, const char* what);

/// Changes up to two of the bytes.
void change(std::vector<std::byte>& file, Input& input);

}  // namespace d2l::fuzz
