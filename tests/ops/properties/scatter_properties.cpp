#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "places.hpp"
#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

// x, with f(x, source) at the places along the axis; for each number of the index in row-major order.
Plain written(const Operand& x, std::int64_t axis, const Plain& index, const Plain& source,
              const std::function<double(double, double)>& f) {
  auto result = x.numbers;
  (void)make(index.shape, [&](Places p) {
    const double from = at(source, p);
    if (!p.empty()) p[static_cast<std::size_t>(from_front(axis, x.axes()))] = static_cast<std::int64_t>(at(index, p));
    std::int64_t i = 0;
    for (std::size_t a = 0; a < p.size(); ++a) i = i * x.shape()[a] + p[a];
    auto& to = result.values.at(static_cast<std::size_t>(i));
    to = as(x.type(), f(to, from));
    return 0.0;
  });
  return result;
}

template <class Op>
Property scatter_like(const char* name, const Types& types, std::function<double(double, double)> f, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(t.one_of(types), t.shape(3), Values::exact, t.rarely());
            const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis);
            const auto shape = shape_of_places(t, x, axis, n);
            const auto& index = places(t, shape, n);
            auto longer = shape;
            for (auto& size : longer)
              if (size > 0 && t.rarely()) size += t.pick(3) - (t.rarely() ? 1 : 0);
            const auto& source = t.tensor(x.type(), longer, Values::exact);
            bool fits = index.axes() == x.axes();
            for (std::size_t k = 0; fits && k < shape.size(); ++k)
              fits = shape[k] <= longer[k] &&
                     (static_cast<std::int64_t>(k) == from_front(axis, x.axes()) || shape[k] <= x.shape()[k]);
            t.refused_if<IndexError>(!is_axis(axis, x.axes()) || !all_inside(index, n));
            t.refused_if<ShapeError>(!fits || is_expanded(x.tensor));
            t.changes(x);
            t.expect([&] { return written(x, axis, index.numbers, source.numbers, f); },
                     [&] {
                       return applied(x, [&]<class T>(const Tensor<T>& y) -> AnyTensor {
                         if constexpr (requires { op(y, axis, index.in<std::int64_t>(), source.in<T>()); })
                           return op(y, axis, index.in<std::int64_t>(), source.in<T>());
                         else
                           throw std::logic_error("a property drew a type that its op does not take");
                       });
                     });
          }};
}

void try_index_add(Trial& t) {
  const auto& x = t.tensor(t.one_of(ordered_types), t.shape(4, 1), Values::exact, t.rarely());
  const auto axis = t.axis("axis", x.axes()), n = size_along(x, axis), a = from_front(axis, x.axes());
  const auto length = t.rarely() ? t.shape(2) : Places{n == 0 ? 0 : t.pick(6)};
  const auto& index = places(t, length, n);
  auto shape = x.shape();
  if (0 <= a && a < x.axes()) shape[static_cast<std::size_t>(a)] = count(index.shape());
  const auto& source = t.tensor(x.type(), t.rarely() ? t.mostly(shape) : shape, Values::exact);
  t.refused_if<IndexError>(!is_axis(axis, x.axes()) || !all_inside(index, n));
  t.refused_if<ShapeError>(x.axes() == 0 || index.axes() != 1 || source.shape() != shape || is_expanded(x.tensor));
  t.changes(x);
  t.expect(
      [&] {
        const auto everywhere =
            make(shape, [&](const Places& p) { return at(index.numbers, {p[static_cast<std::size_t>(a)]}); });
        return written(x, axis, everywhere, source.numbers, std::plus<double>());
      },
      [&] {
        return applied(x, [&]<class T>(const Tensor<T>& y) -> AnyTensor {
          if constexpr (Number<T>)
            return index_add_(y, axis, index.in<std::int64_t>(), source.in<T>());
          else
            throw std::logic_error("a property drew a type that its op does not take");
        });
      });
}

void try_one_hot(Trial& t) {
  const auto classes = t.rarely() ? t.one_of(Places{-1, 0, -2}) : 1 + t.pick(5);
  t.note("classes", static_cast<double>(classes));
  const auto shape = t.shape(3);
  const auto& labels = places(t, shape, classes < 1 ? 4 : classes);
  const auto& values = labels.numbers.values;
  const auto most = values.empty() ? 0 : std::max(*std::ranges::max_element(values), 0.0);
  const auto n = classes == -1 ? static_cast<std::int64_t>(most) + 1 : classes;
  t.refused_if<ValueError>(n < 1 || (classes == -1 && values.empty()));
  t.refused_if<IndexError>(!all_inside(labels, n));
  t.expect(
      [&] {
        auto shape = labels.shape();
        shape.push_back(n);
        return make(shape, [&](Places p) {
          const auto column = p.back();
          p.pop_back();
          return at(labels.numbers, p) == static_cast<double>(column) ? 1 : 0;
        });
      },
      [&] { return one_hot(labels.in<std::int64_t>(), classes); });
}

}  // namespace

std::vector<Property> scatter_properties() {
  return {
      scatter_like(
          "scatter_", all_types, [](double, double y) { return y; },
          [](const auto& x, std::int64_t axis, const auto& index, const auto& y) {
            return scatter_(x, axis, index, y);
          }),
      scatter_like("scatter_add_", ordered_types, std::plus<double>(),
                   []<Number T>(const Tensor<T>& x, std::int64_t axis, const auto& index, const Tensor<T>& y) {
                     return scatter_add_(x, axis, index, y);
                   }),
      {"index_add_", try_index_add},
      {"one_hot", try_one_hot},
  };
}
