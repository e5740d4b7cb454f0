#include <algorithm>
#include <numeric>
#include <optional>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

using Moved = std::function<Plain(const Plain&)>;

constexpr std::int64_t huge = std::int64_t{1} << 40;

std::int64_t& along(Places& place, std::int64_t axis) { return place[static_cast<std::size_t>(axis)]; }
std::int64_t along(const Places& place, std::int64_t axis) { return place[static_cast<std::size_t>(axis)]; }

Moved reshaped(const Places& shape) {
  return [=](const Plain& x) { return Plain{shape, x.values}; };
}
// y[place] = x[from(place)].
Moved moved(const Places& shape, std::function<Places(Places)> from) {
  return [=](const Plain& x) { return make(shape, [&](const Places& place) { return at(x, from(place)); }); };
}

// A shape for n elements, rarely a wrong one; one size may be left open by -1.
Places shape_for(Trial& t, std::int64_t n) {
  Places shape;
  if (n == 0) {
    shape = t.shape(3);
    shape.push_back(0);
  }
  for (auto left = n; n > 0 && (left > 1 || t.pick(3) == 2) && shape.size() < 5;) {
    Places divisors;
    for (std::int64_t d = 1; d <= left; ++d)
      if (left % d == 0) divisors.push_back(d);
    std::ranges::reverse(divisors);  // the simplest is all in one axis
    shape.push_back(shape.size() == 4 ? left : t.one_of(divisors));
    left /= shape.back();
  }
  if (t.pick(2) == 1) shape = t.mostly(shape);
  if (!shape.empty() && t.pick(3) == 2) {
    auto& open = along(shape, t.pick(std::ssize(shape)));
    open = t.rarely() ? t.one_of(Places{-2, huge, -1}) : -1;
    if (t.rarely()) shape.back() = t.one_of(Places{-1, huge});
  }
  return t.note("shape", shape);
}

// The shape with its open size, if n elements fill it.
std::optional<Places> filled(Places shape, std::int64_t n) {
  double sizes = 1;  // their product, without those of 0
  std::int64_t* open = nullptr;
  for (auto& size : shape)
    if (size == -1 && !open)
      open = &size;
    else if (size < 0)
      return {};
    else
      sizes *= static_cast<double>(std::max<std::int64_t>(size, 1));
  if (sizes >= 0x1p63) return {};  // more than can be counted
  if (open) {
    *open = 1;
    if (count(shape) == 0) return {};
    *open = n / count(shape);
  }
  if (count(shape) != n) return {};
  return shape;
}

// Whether strides exist that show the elements of x in this shape: by looking where each lies.
bool can_be_seen(const Operand& x, const Places& shape) {
  const auto lies = places_of(x.tensor);
  if (lies.empty()) return true;
  std::vector<double> numbers(lies.begin(), lies.end());
  const Plain by_place{shape, numbers};
  const auto step = [&](std::size_t axis) {
    Places second(shape.size(), 0);
    second[axis] = 1;
    return at(by_place, second) - numbers[0];
  };
  const auto affine = make(shape, [&](const Places& place) {
    double p = numbers[0];
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
      if (place[axis] > 0) p += static_cast<double>(place[axis]) * step(axis);
    return p;
  });
  return affine.values == numbers;
}

void try_view(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto shape = shape_for(t, count(x.shape()));
  const auto known = filled(shape, count(x.shape()));
  t.refused_if<ShapeError>(!known || !can_be_seen(x, *known));
  t.expect_moved(x, reshaped(known.value_or(Places())),
                 [&] { return applied(x, [](const auto& y, const Shape& s) { return view(y, s); }, dims(shape)); });
}

void try_reshape(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto shape = shape_for(t, count(x.shape()));
  const auto known = filled(shape, count(x.shape()));
  t.refused_if<ShapeError>(!known);
  t.expect_moved(
      x, reshaped(known.value_or(Places())),
      [&] { return applied(x, [](const auto& y, const Shape& s) { return reshape(y, s); }, dims(shape)); },
      known && !can_be_seen(x, *known));
}

void try_flatten(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  auto first = t.axis("first", x.axes()), last = t.axis("last", x.axes());
  const bool there = is_axis(first, x.axes()) && is_axis(last, x.axes());
  if (there && from_front(first, x.axes()) > from_front(last, x.axes()) && !t.rarely()) std::swap(first, last);
  const auto a = from_front(first, x.axes()), b = from_front(last, x.axes());
  t.refused_if<IndexError>(!there || a > b);
  Places shape;
  for (std::int64_t axis = 0; axis < x.axes(); ++axis)
    if (axis > a && axis <= b && axis > 0)
      shape.back() *= along(x.shape(), axis);
    else
      shape.push_back(along(x.shape(), axis));
  if (x.axes() == 0) shape = {1};
  t.expect_moved(
      x, reshaped(shape),
      [&] {
        return applied(
            x, [](const auto& y, std::int64_t from, std::int64_t to) { return flatten(y, from, to); }, first, last);
      },
      there && a <= b && !can_be_seen(x, shape));
}

Places with_ones(Trial& t) {
  auto shape = t.shape();
  for (auto& size : shape)
    if (t.pick(2) == 1) size = 1;
  return shape;
}

void try_squeeze(Trial& t) {
  const auto& x = t.tensor(all_types, with_ones(t), Values::any);
  auto shape = x.shape();
  std::erase(shape, 1);
  t.expect_moved(x, reshaped(shape), [&] { return applied(x, [](const auto& y) { return squeeze(y); }); });
}

void try_squeeze_axis(Trial& t) {
  const auto& x = t.tensor(all_types, with_ones(t), Values::any);
  const auto axis = t.axis("axis", x.axes());
  t.refused_if<IndexError>(!is_axis(axis, x.axes()));
  auto shape = x.shape();
  const auto a = from_front(axis, x.axes());
  if (0 <= a && a < x.axes() && along(shape, a) == 1) shape.erase(shape.begin() + a);
  t.expect_moved(x, reshaped(shape),
                 [&] { return applied(x, [](const auto& y, std::int64_t i) { return squeeze(y, i); }, axis); });
}

void try_unsqueeze(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto axis = t.axis("axis", x.axes() + 1);
  const bool there = is_axis(axis, x.axes() + 1);
  t.refused_if<IndexError>(!there);
  auto shape = x.shape();
  if (there) shape.insert(shape.begin() + from_front(axis, x.axes() + 1), 1);
  t.expect_moved(x, reshaped(shape),
                 [&] { return applied(x, [](const auto& y, std::int64_t i) { return unsqueeze(y, i); }, axis); });
}

void try_transpose(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto a = t.axis("a", x.axes()), b = t.axis("b", x.axes());
  const bool there = is_axis(a, x.axes()) && is_axis(b, x.axes());
  t.refused_if<IndexError>(!there);
  const auto swapped = [&, first = from_front(a, x.axes()), second = from_front(b, x.axes())](Places p) {
    if (!p.empty()) std::swap(along(p, first), along(p, second));
    return p;
  };
  t.expect_moved(x, moved(there ? swapped(x.shape()) : Places(), swapped), [&] {
    return applied(x, [](const auto& y, std::int64_t i, std::int64_t j) { return transpose(y, i, j); }, a, b);
  });
}

void try_t(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(t.rarely() ? 4 : 2), Values::any);
  t.refused_if<ShapeError>(x.axes() > 2);
  const auto turned = [](Places p) {
    std::ranges::reverse(p);
    return p;
  };
  t.expect_moved(x, moved(turned(x.shape()), turned),
                 [&] { return applied(x, [](const auto& y) { return d2l::t(y); }); });
}

void try_permute(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  Places axes(x.shape().size());
  std::iota(axes.begin(), axes.end(), 0);
  for (std::size_t i = 0; i + 1 < axes.size(); ++i)
    std::swap(axes[i], axes[i + static_cast<std::size_t>(t.pick(static_cast<std::int64_t>(axes.size() - i)))]);
  for (auto& axis : axes)
    if (t.pick(3) == 2) axis -= x.axes();
  if (!axes.empty() && t.rarely()) axes.back() = t.axis("instead", x.axes());
  if (!axes.empty() && t.rarely()) axes.pop_back();
  if (axes.size() < 5 && t.rarely()) axes.push_back(t.axis("one more", x.axes()));
  t.note("axes", axes);
  const bool there = std::ranges::all_of(axes, [&](auto axis) { return is_axis(axis, x.axes()); });
  const bool order = std::ssize(axes) == x.axes() && !has_twice(axes, x.axes());
  t.refused_if<IndexError>(!there);
  t.refused_if<ShapeError>(!order);
  Places shape;
  if (there && order)
    for (const auto axis : axes) shape.push_back(along(x.shape(), from_front(axis, x.axes())));
  const auto from = [&](const Places& p) {
    Places place(p.size());
    for (std::size_t i = 0; i < p.size(); ++i) along(place, from_front(axes[i], x.axes())) = p[i];
    return place;
  };
  t.expect_moved(x, moved(shape, from), [&] {
    return applied(x, [](const auto& y, const Dims& order) { return permute(y, order); }, dims(axes));
  });
}

void try_expand(Trial& t) {
  const auto& x = t.tensor(all_types, with_ones(t), Values::any);
  auto shape = t.mostly(x.shape());
  for (auto& size : shape)
    if (size == 1)
      size = t.one_of(Places{1, 2, 3, 0, 5});
    else if (t.pick(3) == 2)
      size = t.rarely() ? t.one_of(Places{-2, 1}) : -1;
  for (auto n = t.pick(5 - std::min<std::int64_t>(std::ssize(shape), 4)); n > 0; --n)
    shape.insert(shape.begin(), t.rarely() ? t.one_of(Places{-1, 0}) : 1 + t.pick(3));
  t.note("shape", shape);

  const auto missing = std::ssize(shape) - x.axes();
  bool fits = missing >= 0;
  auto result = shape;
  for (std::int64_t axis = 0; fits && axis < std::ssize(shape); ++axis) {
    auto& size = along(result, axis);
    const auto own = axis < missing ? 1 : along(x.shape(), axis - missing);
    if (size == -1 && axis >= missing) size = own;
    fits = size >= 0 && (own == 1 || own == size);
  }
  t.refused_if<ShapeError>(!fits);
  const auto from = [&](const Places& p) {
    Places place(p.begin() + missing, p.end());
    for (std::size_t axis = 0; axis < place.size(); ++axis)
      if (x.shape()[axis] == 1) place[axis] = 0;
    return place;
  };
  t.expect_moved(x, moved(fits ? result : Places(), from),
                 [&] { return applied(x, [](const auto& y, const Shape& s) { return expand(y, s); }, dims(shape)); });
}

}  // namespace

std::vector<Property> view_properties() {
  return {{"view", try_view},
          {"reshape", try_reshape},
          {"flatten", try_flatten},
          {"squeeze", try_squeeze},
          {"squeeze", try_squeeze_axis},
          {"unsqueeze", try_unsqueeze},
          {"transpose", try_transpose},
          {"t", try_t},
          {"permute", try_permute},
          {"expand", try_expand}};
}
