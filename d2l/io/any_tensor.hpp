#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// A tensor whose element type is known only at run time, as a file's is.
using AnyTensor = std::variant<Tensor<float>, Tensor<double>, Tensor<std::int64_t>, Tensor<std::uint8_t>, Tensor<bool>>;

/// Tensors with their names, in order. What else a file holds, such as elements of another type, is in `unreadable` by
/// name, with why it cannot be read.
struct NamedTensors : std::vector<std::pair<std::string, AnyTensor>> {
  using vector::vector;
  std::map<std::string, std::string> unreadable;
};

/// The tensors with the names 0, 1, 2, …
NamedTensors numbered(const std::vector<AnyTensor>& tensors);

/// The tensor of this name, with elements of this type. Throws ValueError where there is none, and says why where it
/// cannot be read.
template <Element T = float>
const Tensor<T>& get(const NamedTensors& tensors, const std::string& name);

/// The tensor as it prints itself.
std::string to_string(const AnyTensor& x);

/// What a file format calls the element types, in AnyTensor's order.
using TypeNames = std::array<std::string_view, std::variant_size_v<AnyTensor>>;

/// The place of an element type by its name in a format; none where the format's type is not one of ours.
std::optional<std::size_t> find_type(const TypeNames& names, std::string_view type);

const Shape& shape_of(const AnyTensor& x);

/// How many bytes an element of the type at this place has.
std::size_t element_size(std::size_t type);

/// Appends the elements in row-major order, as bytes.
void append_elements(std::vector<std::byte>& file, const AnyTensor& x);

/// The tensor of the type at this place that has these bytes for its elements, row-major; there must be just as many
/// bytes as numel(shape) elements have. Throws FormatError for a bool that is neither 0 nor 1.
AnyTensor from_bytes(std::size_t type, const Shape& shape, std::span<const std::byte> bytes);

}  // namespace d2l
