#include <cmath>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// log(exp(x[i, j]) / Σ exp(x[i, :])), by its formula.
double log_p(const Plain& x, std::int64_t i, std::int64_t j) {
  double sum = 0;
  for (std::int64_t k = 0; k < x.shape[1]; ++k) sum += std::exp(at(x, {i, k}));
  return at(x, {i, j}) - std::log(sum);
}

std::int64_t label(std::int64_t i, std::int64_t classes) { return (2 * i + 1) % classes; }
Tensor<std::int64_t> labels(std::int64_t n, std::int64_t classes) {
  Places y;
  for (std::int64_t i = 0; i < n; ++i) y.push_back(label(i, classes));
  return tensor<std::int64_t>(y, {n});
}

Plain losses(const std::vector<Plain>& x) {
  return make({x[0].shape[0]}, [&](const Places& p) { return -log_p(x[0], p[0], label(p[0], x[0].shape[1])); });
}
double sum_of(const Plain& x) {
  double sum = 0;
  for (const auto value : x.values) sum += value;
  return sum;
}

const auto op = [](Reduction reduction) {
  return [=](const auto& x) { return cross_entropy(x[0], labels(x[0].size(0), x[0].size(1)), reduction); };
};

const std::vector<Sample> matrices = of_shapes({{{3, 4}}, {{1, 1}}, {{5, 1}}, {{1, 7}}});
const std::vector<Sample> with_empty = of_shapes({{{3, 4}}, {{0, 4}}, {{1, 1}}, {{40, 10}}, {{5, 33}}, {{3, 1025}}});

}  // namespace

std::vector<Record> softmax_records() {
  return {
      Record{"softmax",
             with_empty,
             [](const std::vector<Plain>& x) {
               return make(x[0].shape, [&](const Places& p) { return std::exp(log_p(x[0], p[0], p[1])); });
             },
             {wrong<IndexError>(
                 "no such axis", [] { softmax(zeros({2, 3}), 2); }, "softmax")}}
          .floats([](const auto& x) { return softmax(x[0], 1); })
          .rounded(),
      Record{"softmax", of_shapes({{{4, 3}}}),
             [](const std::vector<Plain>& x) {
               const auto t =
                   make({x[0].shape[1], x[0].shape[0]}, [&](const Places& p) { return at(x[0], {p[1], p[0]}); });
               return make(x[0].shape, [&](const Places& p) { return std::exp(log_p(t, p[1], p[0])); });
             }}
          .floats([](const auto& x) { return softmax(x[0], 0); })
          .rounded(),
      Record{"log_softmax",
             with_empty,
             [](const std::vector<Plain>& x) {
               return make(x[0].shape, [&](const Places& p) { return log_p(x[0], p[0], p[1]); });
             },
             {wrong<IndexError>(
                 "no such axis", [] { log_softmax(zeros({2, 3}), -3); }, "log_softmax")}}
          .floats([](const auto& x) { return log_softmax(x[0], -1); })
          .rounded(),
      Record{"cross_entropy",
             with_empty,
             losses,
             {wrong<IndexError>(
                  "a label that is no class", [] { cross_entropy(zeros({1, 3}), tensor<std::int64_t>({3})); },
                  "cross_entropy"),
              wrong<ShapeError>(
                  "other numbers of labels", [] { cross_entropy(zeros({2, 3}), labels(3, 3)); }, "cross_entropy")}}
          .floats(op(Reduction::none))
          .rounded(),
      Record{"cross_entropy", matrices,
             [](const std::vector<Plain>& x) {
               return Plain{{}, {sum_of(losses(x)) / static_cast<double>(x[0].shape[0])}};
             }}
          .floats(op(Reduction::mean))
          .rounded(),
      Record{"cross_entropy", with_empty, [](const std::vector<Plain>& x) { return Plain{{}, {sum_of(losses(x))}}; }}
          .floats(op(Reduction::sum))
          .rounded(),
  };
}
