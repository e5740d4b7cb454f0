#include "operand.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include <fmt/format.h>

using namespace d2l;

namespace {

constexpr int gap = 113;  // what lies between the elements

Places places(const Shape& shape, const Strides& strides, std::int64_t offset) {
  Places result;
  make({shape.begin(), shape.end()}, [&](const Places& place) {
    auto p = offset;
    for (std::size_t axis = 0; axis < place.size(); ++axis) p += place[axis] * strides[static_cast<std::int64_t>(axis)];
    result.push_back(p);
    return 0;
  });
  return result;
}

template <class T>
AnyTensor with_elements(const std::vector<double>& values, std::int64_t length, std::int64_t offset, const Shape& shape,
                        const Strides& strides) {
  const Tensor<T> x(Storage::allocate(static_cast<std::size_t>(length) * sizeof(T), Device{}), offset, shape, strides);
  auto* memory = reinterpret_cast<T*>(x.storage()->data());
  std::fill_n(memory, length, static_cast<T>(gap));
  const auto at = places(shape, strides, offset);
  for (std::size_t i = 0; i < at.size(); ++i) memory[at[i]] = static_cast<T>(values[i]);
  return x;
}

}  // namespace

std::string name(Type type) {
  static const std::vector<std::string> names{"float", "double", "int64", "uint8", "bool"};
  return names[static_cast<std::size_t>(type)];
}

Type type_of(const AnyTensor& x) { return static_cast<Type>(x.index()); }

double as(Type type, double number) {
  switch (type) {
    case Type::float64:
      return number;
    case Type::float32:
      return static_cast<float>(number);
    case Type::int64:
      return static_cast<double>(static_cast<std::int64_t>(number));
    case Type::uint8:
      return static_cast<std::uint8_t>(static_cast<std::int64_t>(number));
    case Type::boolean:
      return number != 0;
  }
  return number;
}

Operand laid_out(Type type, const Plain& numbers, const Layout& layout) {
  const auto& shape = numbers.shape;
  auto own = make(shape, [&](Places place) {
    for (std::size_t axis = 0; axis < place.size(); ++axis)
      if (layout.repeats[axis]) place[axis] = 0;
    return as(type, at(numbers, place));
  });
  const auto sizes = dims(shape);
  Strides strides = sizes;
  std::int64_t length = 1;
  for (auto i = layout.order.size(); i-- > 0;) {
    const auto axis = layout.order[i];
    const auto a = static_cast<std::size_t>(axis);
    strides[axis] = layout.repeats[a] ? 0 : length * layout.step[a];
    if (!layout.repeats[a]) length = strides[axis] * std::max<std::int64_t>(shape[a], 1);
  }
  std::int64_t end = layout.offset + 1;  // the memory ends behind the last element, so that reading on is found out
  for (std::size_t axis = 0; axis < shape.size(); ++axis)
    end += std::max<std::int64_t>(shape[axis] - 1, 0) * strides[static_cast<std::int64_t>(axis)];
  const auto tensor = [&]() -> AnyTensor {
    switch (type) {
      case Type::float64:
        return with_elements<double>(own.values, end, layout.offset, sizes, strides);
      case Type::float32:
        return with_elements<float>(own.values, end, layout.offset, sizes, strides);
      case Type::int64:
        return with_elements<std::int64_t>(own.values, end, layout.offset, sizes, strides);
      case Type::uint8:
        return with_elements<std::uint8_t>(own.values, end, layout.offset, sizes, strides);
      default:
        return with_elements<bool>(own.values, end, layout.offset, sizes, strides);
    }
  }();
  return {std::move(own), tensor, memory_of(tensor)};
}

Operand reversed(const Operand& x) {
  return std::visit(
      [&]<class T>(const Tensor<T>& t) {
        auto shape = t.shape();
        auto strides = t.strides();
        std::ranges::reverse(shape);
        std::ranges::reverse(strides);
        const Tensor<T> y(t.storage(), t.storage_offset(), shape, strides);
        return Operand{plain(y), y, memory_of(y)};
      },
      x.tensor);
}

Plain numbers_of(const AnyTensor& x) {
  return std::visit([](const auto& t) { return plain(t); }, x);
}

Places places_of(const AnyTensor& x) {
  return std::visit([](const auto& t) { return places(t.shape(), t.strides(), t.storage_offset()); }, x);
}

const Storage* storage_of(const AnyTensor& x) {
  return std::visit([](const auto& t) -> const Storage* { return &*t.storage(); }, x);
}

std::vector<std::byte> memory_of(const AnyTensor& x) {
  const auto* storage = storage_of(x);
  return {storage->data(), storage->data() + storage->bytes()};
}

bool is_expanded(const AnyTensor& x) {
  return std::visit(
      [](const auto& t) {
        for (std::int64_t axis = 0; axis < t.dim(); ++axis)
          if (t.strides()[axis] == 0 && t.shape()[axis] > 1) return t.numel() > 0;
        return false;
      },
      x);
}

std::string describe(const AnyTensor& x) {
  auto text = std::visit(
      [&](const auto& t) {
        return fmt::format("{} {}, strides {}, offset {}:", name(type_of(x)), to_string(t.shape()),
                           to_string(t.strides()), t.storage_offset());
      },
      x);
  constexpr std::size_t shown = 16;
  const auto numbers = numbers_of(x).values;
  for (std::size_t i = 0; i < std::min(shown, numbers.size()); ++i) text += fmt::format(" {:.9g}", numbers[i]);
  return numbers.size() > shown ? text + " ..." : text;
}
