#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "places.hpp"
#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

void try_chunk(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis), pieces = t.rarely() ? 0 : 1 + t.pick(5);
  t.note("pieces", static_cast<double>(pieces));
  t.refused_if<ValueError>(pieces < 1);
  t.refused_if<IndexError>(x.axes() == 0 || !is_axis(axis, x.axes()));
  const auto length = pieces < 1 ? 1 : (n + pieces - 1) / pieces;
  const auto count = n == 0 ? pieces : (n + length - 1) / length;
  const auto which = t.pick(std::max<std::int64_t>(count, 1));
  t.note("piece", static_cast<double>(which));
  t.expect_moved(
      x,
      [&](const Plain& y) {
        const auto a = static_cast<std::size_t>(from_front(axis, x.axes()));
        auto shape = y.shape;
        shape[a] = std::min(length, n - which * length);
        return make(shape, [&](Places p) {
          p[a] += which * length;
          return at(y, p);
        });
      },
      [&] {
        return applied(x, [&](const auto& y) {
          const auto all_pieces = chunk(y, pieces, axis);
          if (std::ssize(all_pieces) != count) throw std::logic_error("another number of pieces");
          return all_pieces[static_cast<std::size_t>(which)];
        });
      });
}

void try_unbind(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(4, 1), Values::any);
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
  t.refused_if<IndexError>(x.axes() == 0 || !is_axis(axis, x.axes()));
  const auto which = t.pick(std::max<std::int64_t>(n, 1));
  t.note("part", static_cast<double>(which));
  t.refused_if<IndexError>(n == 0);  // there is no part to look at
  t.expect_moved(
      x,
      [&](const Plain& y) {
        const auto a = from_front(axis, x.axes());
        auto shape = y.shape;
        shape.erase(shape.begin() + a);
        return make(shape, [&](Places p) {
          p.insert(p.begin() + a, which);
          return at(y, p);
        });
      },
      [&] {
        return applied(x, [&](const auto& y) {
          const auto parts = unbind(y, axis);
          if (std::ssize(parts) != n) throw std::logic_error("another number of parts");
          if (n == 0) throw IndexError("no part");
          return parts[static_cast<std::size_t>(which)];
        });
      });
}

void try_repeat(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(3), Values::any);
  Places times;
  for (auto axes = x.axes() + t.pick(3) - (t.rarely() ? 1 : 0); axes > 0; --axes)
    times.push_back(t.one_of(Places{1, 2, 3, 2, 1, 2, 3, 0}));
  if (!times.empty() && t.rarely() && t.rarely()) times.back() = -1;
  t.note("times", times);
  const auto missing = std::ssize(times) - x.axes();
  t.refused_if<ShapeError>(missing < 0 || std::ranges::count(times, -1) > 0);
  t.expect(
      [&] {
        auto shape = times;
        for (std::int64_t axis = 0; axis < x.axes(); ++axis)
          shape[static_cast<std::size_t>(axis + missing)] *= x.shape()[static_cast<std::size_t>(axis)];
        return make(shape, [&](const Places& p) {
          Places from(p.begin() + missing, p.end());
          for (std::size_t axis = 0; axis < from.size(); ++axis) from[axis] %= x.shape()[axis];
          return at(x.numbers, from);
        });
      },
      [&] { return applied(x, [&](const auto& y) { return repeat(y, dims(times)); }); });
}

}  // namespace

std::vector<Property> pieces_properties() {
  return {{"chunk", try_chunk}, {"unbind", try_unbind}, {"repeat", try_repeat}};
}
