#include <algorithm>
#include <cmath>
#include <numeric>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

using Fold = std::function<double(const std::vector<double>&)>;

double total(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }
double average(const std::vector<double>& v) { return total(v) / static_cast<double>(v.size()); }
double length(const std::vector<double>& v) {
  return std::sqrt(std::transform_reduce(v.begin(), v.end(), 0.0, std::plus(), [](double x) { return x * x; }));
}
// NaN is above all, and the first of equals wins.
std::size_t first_largest(const std::vector<double>& v) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < v.size(); ++i)
    if (v[i] > v[best] || (std::isnan(v[i]) && !std::isnan(v[best]))) best = i;
  return best;
}
double largest(const std::vector<double>& v) { return v[first_largest(v)]; }
double place_of_largest(const std::vector<double>& v) { return static_cast<double>(first_largest(v)); }

// As seen from below.
std::vector<double> negated(std::vector<double> v) {
  for (auto& x : v) x = -x;
  return v;
}
double smallest(const std::vector<double>& v) { return -largest(negated(v)); }
double place_of_smallest(const std::vector<double>& v) { return place_of_largest(negated(v)); }

double product(const std::vector<double>& v) {
  long double result = 1;  // whose 64 bits hold those of whole numbers
  for (const auto x : v) result *= x;
  return static_cast<double>(result);
}
auto variance(std::int64_t correction) {
  return [=](const std::vector<double>& v) {
    double sum = 0;
    for (const auto x : v) sum += (x - average(v)) * (x - average(v));
    return sum / static_cast<double>(std::max<std::int64_t>(std::ssize(v) - correction, 0));
  };
}
double deviation(const std::vector<double>& v) { return std::sqrt(variance(1)(v)); }
double log_of_powers(const std::vector<double>& v) {
  double sum = 0;
  for (const auto x : v) sum += std::exp(x);  // of the numbers here none overflows
  return std::log(sum);
}
double is_any(const std::vector<double>& v) {
  return std::ranges::any_of(v, [](double x) { return x != 0; });
}
double are_all(const std::vector<double>& v) {
  return std::ranges::all_of(v, [](double x) { return x != 0; });
}

Places all_axes(const Operand& x) {
  Places axes(x.shape().size());
  std::iota(axes.begin(), axes.end(), 0);
  return axes;
}

// A shape; for the place of the largest mostly one without sizes of 1, along which it is 0.
Places shape(Trial& t, bool for_places) {
  auto result = t.shape(4, for_places ? 1 : 0);
  if (for_places && t.pick(3) > 0) std::ranges::replace(result, 1, 4);
  return result;
}

// The logarithm of what is about 1 is as exact as 1; in a variance many roundings add up.
constexpr Tolerance rounded_to_1{32, 8};

// Over all axes. `op` takes the tensor.
template <class Op>
Property whole(const char* name, const Types& types, Fold fold, Op op, bool needs_one = false,
               Tolerance tolerance = rounded) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(types, shape(t, needs_one), Values::special);
            t.refused_if<ValueError>(needs_one && count(x.shape()) == 0);
            t.expect([&] { return folded(x.numbers, all_axes(x), false, fold); }, [&] { return applied(x, op); },
                     tolerance);
          }};
}

// Over one axis. `op` takes the tensor, the axis and keepdim.
template <class Op>
Property along(const char* name, const Types& types, Fold fold, Op op, bool needs_one = false,
               Tolerance tolerance = rounded, Values values = Values::special) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(types, shape(t, needs_one), values);
            const auto axis = t.axis("axis", x.axes());
            const bool keep = t.flag("keepdim");
            const bool there = is_axis(axis, x.axes());
            t.refused_if<IndexError>(!there);
            t.refused_if<ValueError>(needs_one && there && x.axes() > 0 &&
                                     x.shape()[static_cast<std::size_t>(from_front(axis, x.axes()))] == 0);
            t.expect([&] { return folded(x.numbers, {axis}, keep, fold); }, [&] { return applied(x, op, axis, keep); },
                     tolerance);
          }};
}

// Over several. `op` takes the tensor, the axes and keepdim.
template <class Op>
Property over(const char* name, const Types& types, Fold fold, Op op, Tolerance tolerance = rounded) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(types, t.shape(), Values::special);
            Places axes;
            for (auto n = t.pick(x.axes() + 1); n > 0; --n) {
              const auto axis = t.axis("axis", x.axes());
              auto more = axes;
              more.push_back(axis);
              if (!has_twice(more, x.axes()) || t.rarely()) axes = more;
            }
            t.note("axes", axes);
            const bool keep = t.flag("keepdim");
            t.refused_if<IndexError>(std::ranges::any_of(axes, [&](auto axis) { return !is_axis(axis, x.axes()); }));
            t.refused_if<ShapeError>(has_twice(axes, x.axes()));
            t.expect([&] { return folded(x.numbers, axes.empty() ? all_axes(x) : axes, keep, fold); },
                     [&] { return applied(x, op, dims(axes), keep); }, tolerance);
          }};
}

// The sum written into another tensor.
void sum_into(Trial& t) {
  const auto& x = t.tensor(Type::float64, t.shape(), Values::special);
  const auto axis = t.axis("axis", x.axes());
  const bool keep = t.flag("keepdim"), there = is_axis(axis, x.axes());
  const auto right = [&] { return folded(x.numbers, {axis}, keep, total); };
  const auto& target = t.tensor(Type::float64, t.mostly(there ? right().shape : x.shape()), Values::exact);
  t.refused_if<IndexError>(!there);
  t.refused_if<ShapeError>(there && (target.shape() != right().shape || is_expanded(target.tensor)));
  t.changes(target);
  t.expect(
      right,
      [&]() -> AnyTensor {
        sum(x.in<double>(), axis, keep, out(target.in<double>()));
        return target.tensor;
      },
      rounded);
}

void sum_back(Trial& t) {
  const auto& x = t.tensor(floats, t.shape(), Values::special);
  auto shape = t.mostly(x.shape());
  for (auto& size : shape)
    if (t.pick(2) == 1) size = 1;
  shape.erase(shape.begin(), shape.begin() + t.pick(std::ssize(shape) + 1));
  t.note("shape", shape);
  t.refused_if<ShapeError>(!broadcasts(shape, x.shape()) || broadcast(shape, x.shape()) != x.shape());
  const auto right = [&] {
    Places axes;
    const auto missing = x.axes() - std::ssize(shape);
    for (std::int64_t axis = 0; axis < x.axes(); ++axis)
      if (axis < missing || shape[static_cast<std::size_t>(axis - missing)] == 1) axes.push_back(axis);
    return Plain{shape, folded(x.numbers, axes, true, total).values};
  };
  const auto call = [&] {
    return applied(x, [&]<std::floating_point T>(const Tensor<T>& y) { return sum_to(y, dims(shape)); });
  };
  if (shape == x.shape())
    t.expect_moved(x, [](const Plain& same) { return same; }, call);
  else
    t.expect(right, call, rounded);
}

// Mostly of tensors with the same numbers, which need not lie in the same order in memory.
void try_equal(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::special);
  auto numbers = x.numbers;
  if (t.pick(4) == 3 && !numbers.values.empty()) numbers.values.back() = 1 - numbers.values.back();
  if (t.rarely()) numbers = make(t.mostly(numbers.shape), [](const Places&) { return 1; });
  const auto& y = t.tensor(x.type(), numbers);
  t.expect(
      [&] {
        const bool same = x.shape() == y.shape() && x.numbers.values == y.numbers.values;
        return Plain{{}, {same ? 1.0 : 0.0}};
      },
      [&] { return applied(x, [&]<class T>(const Tensor<T>& a) { return full<bool>({}, equal(a, y.in<T>())); }); });
}

template <class T>
concept Ordered = !std::same_as<T, bool>;

}  // namespace

std::vector<Property> reduction_properties() {
  return {
      whole("sum", all_types, total, [](const auto& x) { return sum(x); }),
      along("sum", all_types, total, [](const auto& x, std::int64_t axis, bool keep) { return sum(x, axis, keep); }),
      over("sum", all_types, total, [](const auto& x, const Dims& axes, bool keep) { return sum(x, axes, keep); }),
      {"sum", sum_into},
      whole("mean", floats, average, []<std::floating_point T>(const Tensor<T>& x) { return mean(x); }),
      along(
          "mean", floats, average,
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return mean(x, axis, keep); }),
      over("mean", floats, average,
           []<std::floating_point T>(const Tensor<T>& x, const Dims& axes, bool keep) { return mean(x, axes, keep); }),
      whole("norm", floats, length, []<std::floating_point T>(const Tensor<T>& x) { return norm(x); }),
      over("norm", floats, length,
           []<std::floating_point T>(const Tensor<T>& x, const Dims& axes, bool keep) { return norm(x, axes, keep); }),
      whole(
          "max", ordered_types, largest, []<Ordered T>(const Tensor<T>& x) { return max(x); }, true),
      along(
          "max", ordered_types, largest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return max(x, axis, keep).first; }, true),
      along(
          "max", ordered_types, place_of_largest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return max(x, axis, keep).second; }, true),
      whole(
          "argmax", ordered_types, place_of_largest, []<Ordered T>(const Tensor<T>& x) { return argmax(x); }, true),
      along(
          "argmax", ordered_types, place_of_largest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return argmax(x, axis, keep); }, true),
      whole(
          "min", ordered_types, smallest, []<Ordered T>(const Tensor<T>& x) { return min(x); }, true),
      along(
          "min", ordered_types, smallest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return min(x, axis, keep).first; }, true),
      along(
          "min", ordered_types, place_of_smallest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return min(x, axis, keep).second; }, true),
      whole(
          "argmin", ordered_types, place_of_smallest, []<Ordered T>(const Tensor<T>& x) { return argmin(x); }, true),
      along(
          "argmin", ordered_types, place_of_smallest,
          []<Ordered T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return argmin(x, axis, keep); }, true),
      whole("prod", floats, product, []<std::floating_point T>(const Tensor<T>& x) { return prod(x); }),
      along(
          "prod", floats, product,
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis, bool keep) { return prod(x, axis, keep); }),
      along(
          "prod", all_types, product, [](const auto& x, std::int64_t axis, bool keep) { return prod(x, axis, keep); },
          false, rounded, Values::exact),
      whole(
          "var", floats, variance(1), []<std::floating_point T>(const Tensor<T>& x) { return var(x); }, false,
          rounded_to_1),
      along(
          "var", floats, variance(2),
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis, bool keep) {
            return var(x, axis, keep, Correction{2});
          },
          false, rounded_to_1),
      over(
          "var", floats, variance(0),
          []<std::floating_point T>(const Tensor<T>& x, const Dims& axes, bool keep) {
            return var(x, axes, keep, Correction{0});
          },
          rounded_to_1),
      whole(
          "std", floats, deviation, []<std::floating_point T>(const Tensor<T>& x) { return d2l::std(x); }, false,
          rounded_to_1),
      along(
          "std", floats, deviation,
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis, bool keep) {
            return d2l::std(x, axis, keep);
          },
          false, rounded_to_1),
      over(
          "std", floats, deviation,
          []<std::floating_point T>(const Tensor<T>& x, const Dims& axes, bool keep) {
            return d2l::std(x, axes, keep);
          },
          rounded_to_1),
      whole(
          "logsumexp", floats, log_of_powers, []<std::floating_point T>(const Tensor<T>& x) { return logsumexp(x); },
          false, rounded_to_1),
      along(
          "logsumexp", floats, log_of_powers,
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis, bool keep) {
            return logsumexp(x, axis, keep);
          },
          false, rounded_to_1),
      over(
          "logsumexp", floats, log_of_powers,
          []<std::floating_point T>(const Tensor<T>& x, const Dims& axes, bool keep) {
            return logsumexp(x, axes, keep);
          },
          rounded_to_1),
      whole("any", all_types, is_any, [](const auto& x) { return any(x); }),
      along("any", all_types, is_any, [](const auto& x, std::int64_t axis, bool keep) { return any(x, axis, keep); }),
      whole("all_of", all_types, are_all, [](const auto& x) { return all_of(x); }),
      along("all_of", all_types, are_all,
            [](const auto& x, std::int64_t axis, bool keep) { return all_of(x, axis, keep); }),
      {"equal", try_equal},
      {"sum_to", sum_back},
  };
}
