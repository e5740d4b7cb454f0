#include <algorithm>
#include <cmath>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

Reduction reduction(Trial& t) {
  const auto which = t.pick(3);
  t.note("reduction", static_cast<double>(which));
  return std::vector{Reduction::none, Reduction::mean, Reduction::sum}[static_cast<std::size_t>(which)];
}

// The losses as their reduction says, where they count as much as their weights in a mean.
Plain reduced_to(Reduction reduction, const Plain& losses, const std::vector<double>& weights) {
  if (reduction == Reduction::none) return losses;
  double sum = 0, total = 0;
  for (const auto loss : losses.values) sum += loss;
  for (const auto weight : weights) total += weight;
  return {{}, {reduction == Reduction::sum ? sum : sum / total}};
}

void try_nll_loss(Trial& t) {
  const auto n = t.one_of(Places{1, 2, 3, 4, 5, 6, 7, 0}), classes = 1 + t.pick(7);
  const auto& x = t.tensor(floats, t.rarely() && t.rarely() ? t.shape(3) : Places{n, classes}, Values::exact);
  auto numbers = make(t.mostly({n}), [&](const Places&) { return static_cast<double>(t.pick(classes)); });
  const std::optional<std::int64_t> ignored =
      t.flag("ignore") ? std::optional<std::int64_t>(t.one_of(Places{0, -100})) : std::nullopt;
  if (!numbers.values.empty() && t.pick(8) == 7)
    numbers.values.back() = static_cast<double>(t.one_of(Places{-100, classes, -1}));
  const auto& labels = t.tensor(Type::int64, numbers, true);
  const auto* weight = t.flag("weighted") ? &t.tensor(x.type(), t.mostly({classes}), Values::exact) : nullptr;
  const auto how = reduction(t);
  const auto counts = [&](double label) { return !ignored || label != static_cast<double>(*ignored); };
  const bool fit = x.axes() == 2 && labels.axes() == 1 && x.shape()[0] == labels.shape()[0] &&
                   (!weight || weight->shape() == Places{x.shape()[1]});
  t.refused_if<ShapeError>(!fit);
  t.refused_if<IndexError>(fit && std::ranges::any_of(labels.numbers.values, [&](double label) {
                             return counts(label) && (label < 0 || label >= static_cast<double>(x.shape()[1]));
                           }));
  t.expect(
      [&] {
        std::vector<double> weights;
        const auto losses = make(labels.shape(), [&](const Places& p) {
          const auto label = at(labels.numbers, p);
          const auto y = static_cast<std::int64_t>(label);
          weights.push_back(!counts(label) ? 0 : weight ? at(weight->numbers, {y}) : 1);
          return counts(label) ? -at(x.numbers, {p[0], y}) * weights.back() : 0;
        });
        return reduced_to(how, losses, weights);
      },
      [&] {
        return applied(x, [&]<std::floating_point T>(const Tensor<T>& y) {
          return nll_loss(y, labels.in<std::int64_t>(), how, ignored, weight ? weight->in<T>() : Tensor<T>());
        });
      },
      rounded);
}

void try_binary_cross_entropy(Trial& t) {
  const auto& x = t.tensor(floats, t.shape(), Values::exact);
  const auto& y = t.tensor(x.type(), t.mostly(x.shape()), Values::exact);
  const auto how = reduction(t);
  t.refused_if<ShapeError>(x.shape() != y.shape());
  double scale = 100;
  for (const auto* values : {&x.numbers.values, &y.numbers.values})
    for (const auto value : *values) scale = std::max(scale, value * value * 4);
  t.expect(
      [&] {
        const auto losses = each_pair([](double score, double target) {
          const double softplus = std::max(-score, 0.0) + std::log1p(std::exp(-std::abs(score)));
          return (1 - target) * score + softplus;
        })({x.numbers, y.numbers});
        return reduced_to(how, losses, std::vector<double>(losses.values.size(), 1));
      },
      [&] {
        return applied(x, [&]<std::floating_point T>(const Tensor<T>& scores) {
          return binary_cross_entropy_with_logits(scores, y.in<T>(), how);
        });
      },
      {16, scale * static_cast<double>(std::max<std::int64_t>(count(x.shape()), 1))});
}

}  // namespace

std::vector<Property> loss_properties() {
  return {{"nll_loss", try_nll_loss}, {"binary_cross_entropy_with_logits", try_binary_cross_entropy}};
}
