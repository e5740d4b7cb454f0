#include <algorithm>
#include <cmath>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

// Along an axis, by the formula with the largest taken off; on infinities as IEEE arithmetic has it.
Plain log_probabilities(const Plain& x, std::int64_t axis) {
  if (x.values.empty()) return x;
  const auto largest = folded(x, {axis}, true, [](const auto& v) { return *std::ranges::max_element(v); });
  const auto total = folded(x, {axis}, true, [](const auto& v) {
    const double most = *std::ranges::max_element(v);
    double sum = 0;
    for (const auto value : v) sum += std::exp(value - most);
    return sum;
  });
  return make(x.shape, [&](const Places& place) {
    return at(x, place) - spread(largest, place) - std::log(spread(total, place));
  });
}

// What comes out is as exact as the scores' size allows.
Tolerance tolerance(const Plain& x) {
  double scale = 1;
  for (const auto value : x.values)
    if (std::isfinite(value)) scale = std::max(scale, std::abs(value));
  return {16, scale};
}

template <class Op>
Property softmax_like(const char* name, const std::function<double(double)>& f, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(floats, t.shape(), Values::special);
            const auto axis = t.axis("axis", x.axes());
            t.refused_if<IndexError>(!is_axis(axis, x.axes()));
            t.expect([&] { return each(f)({log_probabilities(x.numbers, axis)}); },
                     [&] { return applied(x, op, axis); }, tolerance(x.numbers));
          }};
}

void try_cross_entropy(Trial& t) {
  static const std::vector<Reduction> reductions{Reduction::none, Reduction::mean, Reduction::sum};
  const auto n = t.one_of(Places{1, 2, 3, 4, 5, 6, 7, 0}), classes = t.rarely() && t.rarely() ? 0 : 1 + t.pick(7);
  const auto& x = t.tensor(floats, t.rarely() && t.rarely() ? t.shape(3) : Places{n, classes}, Values::special);
  auto numbers = make(t.mostly({n}),
                      [&](const Places&) { return static_cast<double>(t.pick(std::max<std::int64_t>(classes, 1))); });
  if (!numbers.values.empty() && t.pick(16) == 15)
    numbers.values.back() = static_cast<double>(t.one_of(Places{classes, -1}));
  const auto& labels = t.tensor(Type::int64, numbers, true);
  const auto which = t.pick(3);
  t.note("reduction", static_cast<double>(which));
  const bool fit = x.axes() == 2 && labels.axes() == 1 && x.shape()[0] == labels.shape()[0];
  t.refused_if<ShapeError>(!fit);
  t.refused_if<IndexError>(fit && std::ranges::any_of(labels.numbers.values, [&](double label) {
                             return label < 0 || label >= static_cast<double>(x.shape()[1]);
                           }));
  const auto reduction = reductions[static_cast<std::size_t>(which)];
  auto exactness = tolerance(x.numbers);
  exactness.scale *= static_cast<double>(std::max<std::int64_t>(n, 1));
  t.expect(
      [&] {
        const auto log_p = log_probabilities(x.numbers, 1);
        const auto losses = make(labels.shape(), [&](const Places& p) {
          return -at(log_p, {p[0], static_cast<std::int64_t>(at(labels.numbers, p))});
        });
        if (reduction == Reduction::none) return losses;
        double sum = 0;
        for (const auto loss : losses.values) sum += loss;
        return Plain{{}, {reduction == Reduction::sum ? sum : sum / static_cast<double>(losses.values.size())}};
      },
      [&] {
        return applied(x, [&]<std::floating_point T>(const Tensor<T>& y) {
          return cross_entropy(y, labels.in<std::int64_t>(), reduction);
        });
      },
      exactness);
}

}  // namespace

std::vector<Property> softmax_properties() {
  return {
      softmax_like(
          "softmax", [](double x) { return std::exp(x); },
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis) { return softmax(x, axis); }),
      softmax_like(
          "log_softmax", [](double x) { return x; },
          []<std::floating_point T>(const Tensor<T>& x, std::int64_t axis) { return log_softmax(x, axis); }),
      {"cross_entropy", try_cross_entropy},
  };
}
