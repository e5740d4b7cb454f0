#include <algorithm>
#include <cmath>
#include <numeric>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

using Line = std::vector<double>;

// Each line along an axis becomes f of it.
Plain along(const Plain& x, std::int64_t axis, const std::function<Line(const Line&)>& f) {
  if (x.shape.empty()) return {{}, f(x.values)};
  const auto a = static_cast<std::size_t>(from_front(axis, std::ssize(x.shape)));
  auto shape = x.shape;
  shape[a] = std::ssize(f(Line(static_cast<std::size_t>(shape[a]))));
  return make(shape, [&](Places place) {
    const auto i = static_cast<std::size_t>(place[a]);
    Line line;
    for (place[a] = 0; place[a] < x.shape[a]; ++place[a]) line.push_back(at(x, place));
    return f(line)[i];
  });
}

Line running_total(Line line) {
  std::partial_sum(line.begin(), line.end(), line.begin());
  return line;
}

// Where the first k in order stand; equals keep their order, NaN is above all.
Line places(const Line& line, bool from_largest, std::int64_t k) {
  const auto is_below = [](double x, double y) { return x < y || (std::isnan(y) && !std::isnan(x)); };
  std::vector<std::size_t> order(line.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) {
    return from_largest ? is_below(line[j], line[i]) : is_below(line[i], line[j]);
  });
  return {order.begin(), order.begin() + std::min(k, std::ssize(order))};
}
Line in_order(const Line& line, bool from_largest, std::int64_t k) {
  auto result = places(line, from_largest, k);
  for (auto& place : result) place = line[static_cast<std::size_t>(place)];
  return result;
}

void try_cumsum(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::special);
  const auto axis = t.axis("axis", x.axes());
  t.refused_if<IndexError>(!is_axis(axis, x.axes()));
  t.expect([&] { return along(x.numbers, axis, running_total); },
           [&] { return applied(x, [&](const auto& y) { return cumsum(y, axis); }); }, rounded);
}

// `f` tells what of a line in order is right, `op` takes the tensor, the axis, and whether the largest come first.
template <class Op>
Property ordered(const char* name, Line (*f)(const Line&, bool, std::int64_t), Op op) {
  return {
      name, [=](Trial& t) {
        const auto& x = t.tensor(all_types, t.shape(), Values::special);
        const auto axis = t.axis("axis", x.axes());
        const bool from_largest = t.flag("descending");
        t.refused_if<IndexError>(!is_axis(axis, x.axes()));
        t.expect(
            [&] { return along(x.numbers, axis, [&](const Line& line) { return f(line, from_largest, INT64_MAX); }); },
            [&] { return applied(x, op, axis, from_largest); });
      }};
}

// As `ordered`, of the first k.
template <class Op>
Property first_of(const char* name, Line (*f)(const Line&, bool, std::int64_t), Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(ordered_types, t.shape(4, 1), Values::special);
            const auto axis = t.axis("axis", x.axes());
            const bool there = is_axis(axis, x.axes());
            const auto n = there && x.axes() > 0 ? x.shape()[static_cast<std::size_t>(from_front(axis, x.axes()))] : 1;
            const auto k = t.rarely() ? 9 - t.pick(12) : n > 0 ? 1 + t.pick(n) : 0;
            t.note("k", static_cast<double>(k));
            const bool from_largest = t.flag("largest");
            t.refused_if<IndexError>(!there);
            t.refused_if<ValueError>(k < 0 || k > n);
            if (x.axes() == 0 && k == 0) return;  // a number stays a number in PyTorch, and here
            t.expect([&] { return along(x.numbers, axis, [&](const Line& line) { return f(line, from_largest, k); }); },
                     [&] { return applied(x, op, k, axis, from_largest); });
          }};
}

template <class T>
concept Ordered = !std::same_as<T, bool>;

}  // namespace

std::vector<Property> order_properties() {
  return {
      {"cumsum", try_cumsum},
      ordered("sort", in_order,
              [](const auto& x, std::int64_t axis, bool descending) { return sort(x, axis, descending).first; }),
      ordered("sort", places,
              [](const auto& x, std::int64_t axis, bool descending) { return sort(x, axis, descending).second; }),
      ordered("argsort", places,
              [](const auto& x, std::int64_t axis, bool descending) { return argsort(x, axis, descending); }),
      first_of("topk", in_order,
               []<Ordered T>(const Tensor<T>& x, std::int64_t k, std::int64_t axis, bool largest) {
                 return topk(x, k, axis, largest).first;
               }),
      first_of("topk", places,
               []<Ordered T>(const Tensor<T>& x, std::int64_t k, std::int64_t axis, bool largest) {
                 return topk(x, k, axis, largest).second;
               }),
  };
}
