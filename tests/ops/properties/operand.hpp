#pragma once

#include <cstddef>
#include <string>

#include <d2l/io/any_tensor.hpp>

#include "ops/plain.hpp"

// Tensors of random calls: plain numbers, and the same numbers in memory, laid out without any op of d2l's.

using d2l::AnyTensor;

/// The element types, in AnyTensor's order.
enum class Type { float32, float64, int64, uint8, boolean };
using Types = std::vector<Type>;
inline const Types floats{Type::float64, Type::float32};
inline const Types signed_types{Type::float64, Type::float32, Type::int64};
inline const Types ordered_types{Type::float64, Type::float32, Type::int64, Type::uint8};
inline const Types all_types{Type::float64, Type::float32, Type::int64, Type::uint8, Type::boolean};

std::string name(Type type);
Type type_of(const AnyTensor& x);

/// The number as an element of this type holds it: rounded, or for integers cut off and wrapped around.
double as(Type type, double number);

inline d2l::Dims dims(const Places& sizes) { return d2l::Dims(std::span<const std::int64_t>(sizes)); }

/// Where the elements lie.
struct Layout {
  Places order;  // the axes, outermost in memory first
  Places step;   // for each axis, how many places apart its neighbours lie: 1 is without a gap
  std::int64_t offset = 0;
  std::vector<bool> repeats = {};  // for each axis, whether its neighbours are one and the same element
};

/// A tensor of a call.
struct Operand {
  Plain numbers;
  AnyTensor tensor;
  std::vector<std::byte> memory = {};  // as it was before the call

  const Places& shape() const { return numbers.shape; }
  std::int64_t axes() const { return std::ssize(numbers.shape); }
  Type type() const { return type_of(tensor); }
  template <class T>
  const Tensor<T>& in() const {
    return std::get<Tensor<T>>(tensor);
  }
};

/// The numbers as a tensor of this type; along repeated axes the first of them counts for all.
Operand laid_out(Type type, const Plain& numbers, const Layout& layout);
/// The same memory with the axes in the opposite order.
Operand reversed(const Operand& x);

/// The numbers of a tensor, as plain().
Plain numbers_of(const AnyTensor& x);
/// Where in its memory each element lies, in elements, in row-major order.
Places places_of(const AnyTensor& x);
const d2l::Storage* storage_of(const AnyTensor& x);
std::vector<std::byte> memory_of(const AnyTensor& x);
/// Whether several elements share a place, so that d2l changes none of them.
bool is_expanded(const AnyTensor& x);

/// `double (2, 3), strides (1, 2), offset 1: 1 2 3 4 5 6`.
std::string describe(const AnyTensor& x);
