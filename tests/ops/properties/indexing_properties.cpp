#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "places.hpp"
#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

void try_index_select(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
  const auto length = t.rarely() ? t.shape(2) : Places{n == 0 ? 0 : t.pick(6)};
  const auto& index = places(t, length, n);
  t.refused_if<IndexError>(!is_axis(axis, x.axes()) || !all_inside(index, n));
  t.refused_if<ShapeError>(x.axes() == 0 || index.axes() != 1);
  t.expect(
      [&] {
        auto shape = x.shape();
        const auto a = static_cast<std::size_t>(from_front(axis, x.axes()));
        shape[a] = index.shape()[0];
        return make(shape, [&](Places place) {
          place[a] = static_cast<std::int64_t>(at(index.numbers, {place[a]}));
          return at(x.numbers, place);
        });
      },
      [&] { return applied(x, [&](const auto& y) { return index_select(y, axis, index.in<std::int64_t>()); }); });
}

void try_gather(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(3), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
  const auto shape = shape_of_places(t, x, axis, n);
  const auto& index = places(t, shape, n);
  bool fits = index.axes() == x.axes();
  for (std::int64_t k = 0; fits && k < x.axes(); ++k)
    fits =
        k == from_front(axis, x.axes()) || shape[static_cast<std::size_t>(k)] <= x.shape()[static_cast<std::size_t>(k)];
  t.refused_if<IndexError>(!is_axis(axis, x.axes()) || !all_inside(index, n));
  t.refused_if<ShapeError>(!fits);
  t.expect(
      [&] {
        return make(shape, [&](Places place) {
          const auto from = static_cast<std::int64_t>(at(index.numbers, place));
          if (!place.empty()) place[static_cast<std::size_t>(from_front(axis, x.axes()))] = from;
          return at(x.numbers, place);
        });
      },
      [&] { return applied(x, [&](const auto& y) { return gather(y, axis, index.in<std::int64_t>()); }); });
}

// The parts as tensors of their type, joined by f.
template <class F>
AnyTensor joined(const std::vector<const Operand*>& parts, const Operand& first, const F& f) {
  return applied(first, [&]<class T>(const Tensor<T>&) {
    std::vector<Tensor<T>> tensors;
    for (const auto* part : parts) tensors.push_back(part->in<T>());
    return f(tensors);
  });
}

void try_cat(Trial& t) {
  const auto& first = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", first.axes()), a = from_front(axis, first.axes());
  const bool there = is_axis(axis, first.axes()) && first.axes() > 0;
  std::vector<const Operand*> parts{&first};
  for (auto n = t.pick(4); n > 0; --n) {
    auto shape = first.shape();
    if (there) shape[static_cast<std::size_t>(a)] = t.pick(4);
    if (t.rarely()) shape = t.mostly(shape);
    parts.push_back(&t.tensor(first.type(), shape, Values::any));
  }
  if (t.rarely() && t.rarely()) parts.clear();
  bool fit = true;
  for (const auto* part : parts) {
    auto shape = part->shape();
    if (there && shape.size() == first.shape().size())
      shape[static_cast<std::size_t>(a)] = first.shape()[static_cast<std::size_t>(a)];
    fit &= shape == first.shape();
  }
  t.refused_if<ValueError>(parts.empty());
  t.refused_if<ShapeError>(!parts.empty() && (first.axes() == 0 || !fit));
  t.refused_if<IndexError>(!parts.empty() && !is_axis(axis, first.axes()));
  t.expect(
      [&] {
        auto shape = first.shape();
        auto& length = shape[static_cast<std::size_t>(a)] = 0;
        for (const auto* part : parts) length += part->shape()[static_cast<std::size_t>(a)];
        return make(shape, [&](Places place) {
          auto& i = place[static_cast<std::size_t>(a)];
          auto part = parts.begin();
          for (; i >= (*part)->shape()[static_cast<std::size_t>(a)]; ++part)
            i -= (*part)->shape()[static_cast<std::size_t>(a)];
          return at((*part)->numbers, place);
        });
      },
      [&] { return joined(parts, first, [&](const auto& tensors) { return cat(tensors, axis); }); });
}

void try_stack(Trial& t) {
  const auto& first = t.tensor(all_types, t.shape(3), Values::any);
  const auto axis = t.axis("axis", first.axes() + 1), a = from_front(axis, first.axes() + 1);
  std::vector<const Operand*> parts{&first};
  bool fit = true;
  for (auto n = t.pick(3); n > 0; --n) {
    parts.push_back(&t.tensor(first.type(), t.mostly(first.shape()), Values::any));
    fit &= parts.back()->shape() == first.shape();
  }
  if (t.rarely() && t.rarely()) parts.clear();
  t.refused_if<ValueError>(parts.empty());
  t.refused_if<ShapeError>(!parts.empty() && !fit);
  t.refused_if<IndexError>(!parts.empty() && !is_axis(axis, first.axes() + 1));
  t.expect(
      [&] {
        auto shape = first.shape();
        shape.insert(shape.begin() + a, std::ssize(parts));
        return make(shape, [&](Places place) {
          const auto which = static_cast<std::size_t>(place[static_cast<std::size_t>(a)]);
          place.erase(place.begin() + a);
          return at(parts[which]->numbers, place);
        });
      },
      [&] { return joined(parts, first, [&](const auto& tensors) { return stack(tensors, axis); }); });
}

}  // namespace

std::vector<Property> indexing_properties() {
  return {{"index_select", try_index_select}, {"gather", try_gather}, {"cat", try_cat}, {"stack", try_stack}};
}
