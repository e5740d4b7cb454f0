#include <cmath>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

std::int64_t label(std::int64_t i) { return (2 * i + 1) % 3; }
Tensor<std::int64_t> labels(std::int64_t n) {
  Places y;
  for (std::int64_t i = 0; i < n; ++i) y.push_back(label(i));
  return tensor<std::int64_t>(y, {n});
}
const std::vector<double> weight_of{0.5, 2, 0.25};
template <class T>
Tensor<T> weights(const Tensor<T>& x) {
  return tensor<double>(weight_of, {3}).to<T>().to(x.device());
}

enum class Weighted { no, yes };
constexpr std::int64_t no_label = -1;

// Three classes, of which `ignored` counts nothing.
auto nll(Reduction reduction, Weighted weighted, std::int64_t ignored) {
  return [=](const std::vector<Plain>& x) {
    Plain losses{{x[0].shape[0]}, {}};
    double sum = 0, total = 0;
    for (std::int64_t i = 0; i < x[0].shape[0]; ++i) {
      const auto y = label(i);
      const double weight = y == ignored ? 0 : weighted == Weighted::yes ? weight_of[static_cast<std::size_t>(y)] : 1;
      losses.values.push_back(y == ignored ? 0 : -at(x[0], {i, y}) * weight);
      sum += losses.values.back();
      total += weight;
    }
    if (reduction == Reduction::none) return losses;
    return Plain{{}, {reduction == Reduction::sum ? sum : sum / total}};
  };
}
Record nll_record(Reduction reduction, Weighted weighted, std::int64_t ignored) {
  return Record{"nll_loss", of_shapes({{{4, 3}}, {{40, 3}}}), nll(reduction, weighted, ignored)}
      .floats([=]<class T>(const List<T>& x) {
        const std::optional<std::int64_t> ignore_index =
            ignored == no_label ? std::nullopt : std::optional<std::int64_t>(ignored);
        return nll_loss(x[0], labels(x[0].size(0)), reduction, ignore_index,
                        weighted == Weighted::yes ? weights(x[0]) : Tensor<T>());
      })
      .rounded();
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
// Of a score and the logit of a target, where a positive counts w times.
double binary(double x, double target_logit, double w) {
  const double y = logistic(target_logit);
  return -(w * y * std::log(logistic(x)) + (1 - y) * std::log(logistic(-x)));
}

}  // namespace

std::vector<Record> loss_records() {
  const auto scores = of_shapes({{{2, 3}, {2, 3}}, {{0, 3}, {0, 3}}, {{33, 37}, {33, 37}}});
  return {
      nll_record(Reduction::mean, Weighted::no, no_label),
      nll_record(Reduction::sum, Weighted::no, no_label),
      nll_record(Reduction::none, Weighted::no, 0),
      nll_record(Reduction::mean, Weighted::no, 0),
      nll_record(Reduction::none, Weighted::yes, no_label),
      nll_record(Reduction::mean, Weighted::yes, no_label),
      nll_record(Reduction::mean, Weighted::yes, 2),
      Record{"nll_loss",
             of_shapes({{{0, 3}}}),
             [](const std::vector<Plain>&) { return Plain{{0}, {}}; },
             {wrong<ShapeError>(
                  "other lengths", [] { nll_loss(zeros({2, 3}), labels(3)); }, "nll_loss"),
              wrong<ShapeError>(
                  "a vector of scores", [] { nll_loss(zeros({3}), labels(3)); }, "nll_loss"),
              wrong<ShapeError>(
                  "weights of other classes",
                  [] { nll_loss(zeros({2, 3}), labels(2), Reduction::mean, {}, zeros({2})); }, "(2,)")}}
          .floats([](const auto& x) { return nll_loss(x[0], labels(0), Reduction::none); }),
      Record{"cross_entropy", of_shapes({{{4, 3}}}),
             [](const std::vector<Plain>& x) {
               const auto log_p = make(x[0].shape, [&](const Places& p) {
                 double sum = 0;
                 for (std::int64_t k = 0; k < 3; ++k) sum += std::exp(at(x[0], {p[0], k}));
                 return at(x[0], p) - std::log(sum);
               });
               return nll(Reduction::mean, Weighted::yes, 1)({log_p});
             }}
          .floats([](const auto& x) {
            return cross_entropy(x[0], labels(x[0].size(0)), Reduction::mean, 1, weights(x[0]));
          })
          .rounded(),
      Record{"binary_cross_entropy_with_logits",
             scores,
             each_pair([](double x, double y) { return binary(x, y, 1); }),
             {wrong<ShapeError>(
                  "other shapes", [] { binary_cross_entropy_with_logits(zeros({3, 1}), zeros({3})); }, "(3, 1)"),
              wrong<ShapeError>(
                  "a pos_weight that does not broadcast",
                  [] { binary_cross_entropy_with_logits(zeros({2}), zeros({2}), Reduction::mean, {}, zeros({3})); },
                  "(3,)")}}
          .floats([](const auto& x) { return binary_cross_entropy_with_logits(x[0], sigmoid(x[1]), Reduction::none); })
          .rounded(),
      Record{"binary_cross_entropy_with_logits", of_shapes({{{2, 3}, {2, 3}}}),
             [](const std::vector<Plain>& x) {
               double sum = 0;
               for (std::size_t i = 0; i < 6; ++i)
                 sum += weight_of[i % 3] * binary(x[0].values[i], x[1].values[i], weight_of[i % 3]);
               return Plain{{}, {sum / 6}};
             }}
          .floats([](const auto& x) {
            const auto w = weights(x[0]);
            return binary_cross_entropy_with_logits(x[0], sigmoid(x[1]), Reduction::mean, w, w);
          })
          .rounded(),
  };
}
