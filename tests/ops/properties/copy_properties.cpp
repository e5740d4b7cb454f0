#include <cmath>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

const auto same = [](const Plain& x) { return x; };

// x itself where its elements lie in row-major order without gaps, else a copy.
void try_contiguous(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto lies = places_of(x.tensor);
  bool in_order = true;
  for (std::size_t i = 1; i < lies.size(); ++i) in_order &= lies[i] == lies[i - 1] + 1;
  t.expect_moved(x, same, [&] { return applied(x, [](const auto& y) { return contiguous(y); }); }, !in_order);
}

AnyTensor converted(const Operand& x, Type type) {
  return applied(x, [&](const auto& y) -> AnyTensor {
    switch (type) {
      case Type::float32:
        return to<float>(y);
      case Type::float64:
        return to<double>(y);
      case Type::int64:
        return to<std::int64_t>(y);
      case Type::uint8:
        return to<std::uint8_t>(y);
      default:
        return to<bool>(y);
    }
  });
}

// The numbers are such as every type but bool holds, with fractions in floats.
void try_to(Trial& t) {
  const auto from = t.one_of(all_types), type = t.note("to", t.one_of(all_types));
  const bool fractions = from == Type::float64 || from == Type::float32;
  const auto numbers = make(t.shape(), [&, i = 0](const Places&) mutable {
    i = (i * 5 + 1) % 256;
    return i + (fractions ? i / 256.0 / 3 : 0);
  });
  const auto& x = t.tensor(from, numbers, true);
  const auto call = [&] { return converted(x, type); };
  if (type == from)
    t.expect_moved(x, same, call);
  else
    t.expect([&] { return each([&](double v) { return as(type, v); })({x.numbers}); }, call);
}

void try_to_device(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  t.expect_moved(x, same, [&] { return applied(x, [](const auto& y) { return to(y, Device{}); }); });
}

// Two tensors that differ by less or by more than is allowed in one element, or in none.
void try_allclose(Trial& t) {
  const auto& x = t.tensor(t.one_of(floats), t.shape(), Values::special);
  auto numbers = x.numbers;
  numbers.shape = t.mostly(numbers.shape);
  const bool same_shape = numbers.shape == x.shape();
  if (!same_shape) numbers = make(numbers.shape, [](const Places&) { return 1; });
  const double apart = t.one_of(std::vector<double>{0, 0.5, 2});
  const double rtol = t.one_of(std::vector<double>{1.0 / 64, 0}), atol = t.one_of(std::vector<double>{1.0 / 8, 0});
  t.note("apart", apart), t.note("rtol", rtol), t.note("atol", atol);
  if (!numbers.values.empty()) {
    auto& last = numbers.values.back();
    last += apart * (atol + rtol * std::abs(last));
  }
  const auto& y = t.tensor(x.type(), numbers);
  t.refused_if<ShapeError>(!same_shape);
  t.expect(
      [&] {
        bool close = true;
        for (std::size_t i = 0; i < x.numbers.values.size(); ++i) {
          const auto a = x.numbers.values[i], b = y.numbers.values[i];
          close &= a == b || std::abs(a - b) <= atol + rtol * std::abs(b);
        }
        return Plain{{}, {close ? 1.0 : 0.0}};
      },
      [&] {
        return applied(x,
                       [&]<class T>(const Tensor<T>& a) { return full<bool>({}, allclose(a, y.in<T>(), rtol, atol)); });
      });
}

void try_item(Trial& t) {
  auto shape = t.mostly(Places(static_cast<std::size_t>(t.pick(4)), 1));
  const auto& x = t.tensor(all_types, shape, Values::any);
  t.refused_if<ShapeError>(count(shape) != 1);
  t.expect([&] { return Plain{{}, x.numbers.values}; },
           [&] { return applied(x, []<class T>(const Tensor<T>& y) { return full<T>({}, y.item()); }); });
}

void try_at(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(3), Values::any);
  Places indices, place;
  bool there = true;
  for (const auto size : x.shape()) {
    const auto i = indices.emplace_back(t.axis("index", size));
    there &= -size <= i && i < size;
    place.push_back(i < 0 ? i + size : i);
  }
  if (t.rarely()) {
    there = false;
    indices.push_back(0);
  }
  t.note("indices", indices);
  t.refused_if<IndexError>(!there);
  t.expect([&] { return Plain{{}, {at(x.numbers, place)}}; },
           [&] {
             return applied(x, [&]<class T>(const Tensor<T>& y) {
               const auto& i = indices;
               return full<T>({}, i.empty()       ? y.at()
                                  : i.size() == 1 ? y.at(i[0])
                                  : i.size() == 2 ? y.at(i[0], i[1])
                                  : i.size() == 3 ? y.at(i[0], i[1], i[2])
                                                  : y.at(i[0], i[1], i[2], i[3]));
             });
           });
}

}  // namespace

std::vector<Property> copy_properties() {
  return {{"contiguous", try_contiguous}, {"to", try_to},     {"to", try_to_device},
          {"allclose", try_allclose},     {"item", try_item}, {"at", try_at}};
}
