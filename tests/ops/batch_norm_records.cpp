#include <d2l/ops/ops.hpp>

#include "image_references.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

constexpr double eps = 1e-3;

const Plain* of_channels(const std::vector<Plain>& x, std::size_t i) { return x.size() > i ? &x[i] : nullptr; }
template <class T>
Tensor<T> of_channels(const List<T>& x, std::size_t i) {
  return x.size() > i ? x[i] : Tensor<T>();
}

// The running statistics for each channel of X.
Tensor<double> means(std::int64_t channels) { return sample({channels}, Range::any, 7); }
Tensor<double> variances(std::int64_t channels) { return sample({channels}, Range::positive, 8); }

const auto X = [] { return zeros({4, 3}); };
const auto three = [] { return ones({3}); };
constexpr BatchNormOptions training{.training = true};

std::vector<Wrong> wrongs() {
  return {wrong<ShapeError>(
              "a vector", [] { batch_norm(zeros({3}), three(), three()); }, "(n, channels, ...)"),
          wrong<ShapeError>(
              "a mean of other channels", [] { batch_norm(X(), ones({2}), three()); }, "(2,) is not one number"),
          wrong<ShapeError>(
              "a variance of other channels", [] { batch_norm(X(), three(), ones({3, 1})); }, "(3, 1) is not one"),
          wrong<ShapeError>(
              "gamma for other channels", [] { batch_norm(X(), three(), three(), ones({4})); }, "(4,) is not one"),
          wrong<ShapeError>(
              "beta for other channels", [] { batch_norm(X(), three(), three(), {}, ones({1})); }, "(1,) is not one"),
          wrong<ValueError>(
              "evaluation without a mean", [] { batch_norm(X(), {}, three()); }, "a running mean"),
          wrong<ValueError>(
              "evaluation without a variance", [] { batch_norm(X(), three(), {}); }, "a running variance"),
          wrong<ValueError>(
              "training on one number a channel",
              [] { batch_norm(zeros({1, 3, 1, 1}), three(), three(), {}, {}, training); }, "1 number for each channel"),
          wrong<ValueError>(
              "training on nothing", [] { batch_norm(zeros({0, 3}), {}, {}, {}, {}, training); }, "no numbers"),
          wrong<ValueError>(
              "training without channels", [] { batch_norm(zeros({2, 0}), {}, {}, {}, {}, training); }, "no numbers")};
}

}  // namespace

// X, and gamma and beta where there are.
std::vector<Record> batch_norm_records() {
  const auto in_training = of_shapes({{{4, 3}, {3}, {3}},
                                      {{2, 3, 2, 4}, {3}, {3}},
                                      {{2, 3, 5}, {3}},
                                      {{1, 2, 3, 3}},
                                      {{2, 1}, {1}, {1}},
                                      {{2, 2, 2, 1, 3}, {2}, {2}},
                                      {{5, 7, 9, 11}, {7}, {7}}});
  auto in_evaluation = in_training;
  for (auto& more : of_shapes({{{1, 3}, {3}, {3}}, {{0, 3, 2, 2}, {3}, {3}}, {{2, 0}, {0}, {0}}, {{1, 2, 1, 1}}}))
    in_evaluation.push_back(more);
  return {
      Record{"batch_norm", in_training,
             [](const std::vector<Plain>& x) {
               return normalized(x[0], channel_means(x[0]), channel_variances(x[0]), of_channels(x, 1),
                                 of_channels(x, 2), eps);
             },
             wrongs()}
          .floats([](const auto& x) {
            return batch_norm(x[0], {}, {}, of_channels(x, 1), of_channels(x, 2), {.training = true, .eps = eps});
          })
          .rounded(),
      Record{"batch_norm", in_evaluation,
             [](const std::vector<Plain>& x) {
               const auto channels = x[0].shape[1];
               return normalized(x[0], plain(means(channels)), plain(variances(channels)), of_channels(x, 1),
                                 of_channels(x, 2), eps);
             }}
          .floats([]<class T>(const List<T>& x) {
            const auto channels = x[0].size(1);
            const auto here = [&](const auto& running) { return running.template to<T>().to(x[0].device()); };
            return batch_norm(x[0], here(means(channels)), here(variances(channels)), of_channels(x, 1),
                              of_channels(x, 2), {.eps = eps});
          })
          .rounded(),
  };
}
