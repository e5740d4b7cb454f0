#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

// Places along an axis of n, as Python's slice(begin, end, step) names them.
Places sliced(std::int64_t n, std::int64_t begin, std::int64_t end, std::int64_t step) {
  Places result;
  for (std::int64_t i = 0; i < n; ++i) {
    const bool after = begin < 0 ? i - n >= begin : i >= begin, before = end < 0 ? i - n < end : i < end;
    if (after && before && (result.empty() || i - result.back() == step)) result.push_back(i);
  }
  return result;
}

// x at these places along an axis.
Plain taken(const Plain& x, std::int64_t axis, const Places& places) {
  auto shape = x.shape;
  const auto a = static_cast<std::size_t>(axis);
  shape[a] = std::ssize(places);
  return make(shape, [&](Places place) {
    place[a] = places[static_cast<std::size_t>(place[a])];
    return at(x, place);
  });
}
// ... without an axis of size 1.
Plain without(const Plain& x, std::int64_t axis) {
  auto shape = x.shape;
  shape.erase(shape.begin() + axis);
  return {shape, x.values};
}

std::int64_t size_along(const Operand& x, std::int64_t axis) {
  return is_axis(axis, x.axes()) && x.axes() > 0 ? x.shape()[static_cast<std::size_t>(from_front(axis, x.axes()))] : 0;
}

// A place of n, counted from either end; rarely one that is not there.
std::int64_t place(Trial& t, std::int64_t n) { return t.axis("place", n); }
bool is_place(std::int64_t i, std::int64_t n) { return -n <= i && i < n; }

struct Range {
  std::int64_t begin, end, step;
};
Range range(Trial& t, std::int64_t n) {
  Range r{t.pick(std::max<std::int64_t>(n, 1)), n, 1 + t.pick(3)};
  r.end -= t.pick(std::max<std::int64_t>(n - r.begin, 1));
  if (r.begin < n && t.pick(3) == 2) r.begin -= n;
  if (r.end < n && t.pick(3) == 2) r.end -= n;
  if (t.rarely()) r.begin = t.number("begin", n + 2);
  if (t.rarely()) r.end = t.number("end", n + 2);
  if (t.rarely()) r.begin = t.one_of(Places{0, INT64_MIN, INT64_MAX});
  if (t.rarely()) r.end = t.one_of(Places{INT64_MAX, INT64_MIN});
  if (t.rarely()) r.step = t.one_of(Places{INT64_MAX, 0, -1});
  t.note("slice", Places{r.begin, r.end, r.step});
  return r;
}

void try_select(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis), i = place(t, n);
  t.refused_if<IndexError>(x.axes() == 0 || !is_axis(axis, x.axes()) || !is_place(i, n));
  t.expect_moved(
      x,
      [&](const Plain& y) {
        const auto a = from_front(axis, x.axes());
        return without(taken(y, a, {i < 0 ? i + n : i}), a);
      },
      [&] {
        return applied(x, [](const auto& y, std::int64_t a, std::int64_t p) { return select(y, a, p); }, axis, i);
      });
}

void try_slice(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
  const auto r = range(t, n);
  t.refused_if<IndexError>(x.axes() == 0 || !is_axis(axis, x.axes()));
  t.refused_if<ValueError>(r.step < 1);
  t.expect_moved(
      x, [&](const Plain& y) { return taken(y, from_front(axis, x.axes()), sliced(n, r.begin, r.end, r.step)); },
      [&] { return applied(x, [&](const auto& y) { return slice(y, axis, r.begin, r.end, r.step); }); });
}

void try_split(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
  const auto size = t.rarely() ? t.one_of(Places{INT64_MAX, 0, -1}) : 1 + t.pick(n + 2);
  t.note("size", static_cast<double>(size));
  t.refused_if<IndexError>(x.axes() == 0 || !is_axis(axis, x.axes()));
  t.refused_if<ValueError>(size < 1);
  const auto pieces = size < 1 ? 1 : std::max<std::int64_t>(n / size + (n % size != 0), 1);
  const auto which = t.pick(pieces);
  t.note("piece", static_cast<double>(which));
  t.expect_moved(
      x,
      [&](const Plain& y) {
        const auto begin = which * size;
        return taken(y, from_front(axis, x.axes()), sliced(n, begin, size > n ? n : begin + size, 1));
      },
      [&] {
        return applied(x, [&](const auto& y) {
          const auto all_pieces = split(y, size, axis);
          if (std::ssize(all_pieces) != pieces) throw std::logic_error("another number of pieces");
          return all_pieces[static_cast<std::size_t>(which)];
        });
      });
}

// X(i, slice) and X(slice, i): a position and a range for the first two axes.
void try_index(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 2), Values::any);
  const bool position_first = t.flag("position first");
  const auto n = x.axes() > 0 ? x.shape()[position_first ? 0 : std::min<std::size_t>(1, x.shape().size() - 1)] : 0;
  const auto m = x.axes() > 1 ? x.shape()[position_first ? 1 : 0] : 0;
  const auto i = place(t, n);
  const auto r = range(t, m);
  t.refused_if<IndexError>(x.axes() < 2 || !is_place(i, n));
  t.refused_if<ValueError>(r.step < 1);
  t.expect_moved(
      x,
      [&](const Plain& y) {
        const auto cut = taken(y, position_first ? 1 : 0, sliced(m, r.begin, r.end, r.step));
        const std::int64_t a = position_first ? 0 : 1;
        return without(taken(cut, a, {i < 0 ? i + n : i}), a);
      },
      [&] {
        return applied(x, [&](const auto& y) {
          const Slice s{r.begin, r.end, r.step};
          return position_first ? y(i, s) : y(s, i);
        });
      });
}

// X[i] along the first axis.
void try_row(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto n = size_along(x, 0), i = place(t, n);
  t.refused_if<IndexError>(x.axes() == 0 || !is_place(i, n));
  t.expect_moved(
      x, [&](const Plain& y) { return without(taken(y, 0, {i < 0 ? i + n : i}), 0); },
      [&] { return applied(x, [](const auto& y, std::int64_t p) { return y[p]; }, i); });
}

}  // namespace

std::vector<Property> slicing_properties() {
  return {
      {"select", try_select}, {"select", try_row}, {"slice", try_slice}, {"slice", try_index}, {"split", try_split}};
}
