// 3.16 Model selection: docs/03/model-selection.md
#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>

#include <fmt/format.h>

#include <d2l/book/least_squares.hpp>
#include <d2l/book/median.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Pairs of numbers: x and y, both of shape (n, 1).
struct Examples {
  Tensor<> x, y;
};

// y = 1.2 x - 3.4 x² + 5.6 x³ + 5 for x from -2 to 2, and noise of deviation 3.
Examples draw_examples(std::int64_t n) {
  const auto x = 4 * rand({n, 1}) - 2;
  return {x, 1.2 * x - 3.4 * pow(x, 2) + 5.6 * pow(x, 3) + 5 + normal(0, 3, x.shape())};
}

// A polynomial in x, fitted in closed form: a linear model of the features x, x², …, of shape (n, degree).
class Polynomial {
 public:
  Polynomial(int degree, const Examples& data)
      : degree_(degree), parameters_(least_squares(features(data.x), data.y)) {}

  Tensor<> operator()(const Tensor<>& x) const { return matmul(features(x), parameters_.w) + parameters_.b; }

 private:
  Tensor<> features(const Tensor<>& x) const {
    std::vector<Tensor<>> powers;
    for (int p = 1; p <= degree_; ++p) powers.push_back(pow(x, p));
    return cat(powers, 1);
  }

  int degree_;
  LinearParameters parameters_;
};

double mean_squared_error(const Polynomial& model, const Examples& data) {
  return square(model(data.x) - data.y).mean().item();
}

// The data in k parts: all but the i-th to train with, the i-th to validate with.
std::pair<Examples, Examples> get_k_fold_data(std::int64_t k, std::int64_t i, const Examples& data) {
  const auto n = data.x.size(0), begin = n * i / k, end = n * (i + 1) / k;
  const auto others = [&](const Tensor<>& t) { return cat({t.slice(0, 0, begin), t.slice(0, end)}, 0); };
  const auto part = [&](const Tensor<>& t) { return t.slice(0, begin, end); };
  return {{others(data.x), others(data.y)}, {part(data.x), part(data.y)}};
}

// The means over k trainings of the error on the examples trained with and on the part left out, and the standard
// error of the latter.
struct KFoldErrors {
  double train, valid, standard_error;
};

KFoldErrors k_fold(std::int64_t k, int degree, const Examples& data) {
  std::vector<double> train, valid;
  for (std::int64_t i = 0; i < k; ++i) {
    const auto [to_train, to_validate] = get_k_fold_data(k, i, data);
    const Polynomial model(degree, to_train);
    train.push_back(mean_squared_error(model, to_train));
    valid.push_back(mean_squared_error(model, to_validate));
  }
  const auto of_training = tensor<double>(train, {k}), of_validation = tensor<double>(valid, {k});
  return {of_training.mean().item(), of_validation.mean().item(),
          d2l::std(of_validation).item() / std::sqrt(double(k))};
}

constexpr int n = 40, n_new = 1000, folds = 5, max_degree = 10;

// The degree with the smallest validation error, and that error.
std::pair<int, double> choose(std::int64_t k, const Examples& data) {
  std::pair<int, double> best(1, k_fold(k, 1, data).valid);
  for (int degree = 2; degree <= max_degree; ++degree)
    if (const auto valid = k_fold(k, degree, data).valid; valid < best.second) best = {degree, valid};
  return best;
}

struct Curves {
  std::vector<double> degree, train, valid, test;
};

// What more examples do for a degree: its errors on those that it is fitted to and on new ones, medians of many draws.
struct LearningCurve {
  int degree;
  std::vector<double> train, test;
};

const std::vector<double> numbers_of_examples{10, 20, 40, 80, 160};

LearningCurve learn_from_more(int degree, const Examples& new_examples) {
  constexpr int draws = 501;
  LearningCurve curve{.degree = degree, .train = {}, .test = {}};
  for (const double n_train : numbers_of_examples) {
    std::vector<double> train, test;
    for (int draw = 0; draw < draws; ++draw) {
      const auto data = draw_examples(static_cast<std::int64_t>(n_train));
      const Polynomial model(degree, data);
      train.push_back(mean_squared_error(model, data));
      test.push_back(mean_squared_error(model, new_examples));
    }
    curve.train.push_back(median(train));
    curve.test.push_back(median(test));
  }
  return curve;
}

// Would more examples help? In practice nobody can try, but here they can be drawn.
std::vector<LearningCurve> show_learning_curves(const Examples& new_examples, program::Results& results) {
  std::vector<LearningCurve> curves;
  results.emplace_back("examples", numbers_of_examples);
  std::cout << "\nexamples";
  for (const int degree : {1, 6}) {
    const auto& curve = curves.emplace_back(learn_from_more(degree, new_examples));
    std::cout << fmt::format("{:>12}{:>9}", fmt::format("{}: train", degree), "test");
    results.emplace_back(fmt::format("learning curve of degree {}", degree), curve.test);
    results.emplace_back(fmt::format("learning curve of degree {}, training", degree), curve.train);
  }
  for (std::size_t i = 0; i < numbers_of_examples.size(); ++i) {
    std::cout << fmt::format("\n{:>8}", numbers_of_examples[i]);
    for (const auto& curve : curves) std::cout << fmt::format("{:>12.4g}{:>9.4g}", curve.train[i], curve.test[i]);
  }
  std::cout << '\n';
  return curves;
}

void draw_figure(const plot::Target& target, const Curves& errors, const Examples& data,
                 const std::vector<LearningCurve>& learning_curves) {
  plot::Figure figure(fmt::format("Polynomials fitted to {} examples of a noisy cubic", n), {.width = 1400});
  figure.panel({.title = "errors", .xlabel = "degree", .ylabel = "mean squared error", .log_y = true})
      .line(errors.degree, errors.train, fmt::format("training, {} folds", folds))
      .line(errors.degree, errors.valid, fmt::format("validation, {} folds", folds))
      .line(errors.degree, errors.test, fmt::format("{} new examples", n_new));
  const auto best = std::ranges::min_element(errors.valid) - errors.valid.begin();
  const auto chosen = static_cast<int>(errors.degree[static_cast<std::size_t>(best)]);
  const auto x = arange(-2.0, 2.01, 0.02).view({-1, 1});
  auto& curves =
      figure.panel({.title = "fits", .xlabel = "x", .ylabel = "y"}).markers(to_doubles(data.x), to_doubles(data.y));
  for (const int degree : std::set{1, chosen, max_degree})
    curves.line(to_doubles(x), to_doubles(Polynomial(degree, data)(x)), fmt::format("degree {}", degree));
  auto& more = figure.panel(
      {.title = "more examples", .xlabel = "n", .ylabel = "mean squared error", .log_x = true, .log_y = true});
  for (const auto& [degree, train, test] : learning_curves)
    more.line(numbers_of_examples, train, fmt::format("degree {}, training", degree))
        .line(numbers_of_examples, test, fmt::format("degree {}, new examples", degree));
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto data = draw_examples(n), new_examples = draw_examples(n_new);

  // What the folds say of each degree, beside the error on new examples, which nobody has in practice.
  std::cout << fmt::format("{} examples in {} folds\n\ndegree      train      valid         +-       test\n", n, folds);
  Curves errors;
  for (int degree = 1; degree <= max_degree; ++degree) {
    const auto [train, valid, standard_error] = k_fold(folds, degree, data);
    const auto test = mean_squared_error(Polynomial(degree, data), new_examples);
    std::cout << fmt::format("{:>6}{:>11.4g}{:>11.4g}{:>11.2g}{:>11.4g}\n", degree, train, valid, standard_error, test);
    errors.degree.push_back(degree);
    errors.train.push_back(train);
    errors.valid.push_back(valid);
    errors.test.push_back(test);
  }

  // The choice, with more folds and with fewer; with n of them, each leaves one example out. The model is then fitted
  // to all of the data.
  std::cout << "\n folds     chosen      valid       test\n";
  program::Results results{{"train", errors.train}, {"valid", errors.valid}, {"test", errors.test}};
  for (const std::int64_t k : {2, folds, 10, n}) {
    const auto [degree, valid] = choose(k, data);
    const auto test = mean_squared_error(Polynomial(degree, data), new_examples);
    std::cout << fmt::format("{:>6}{:>11}{:>11.4g}{:>11.4g}\n", k, degree, valid, test);
    results.emplace_back(fmt::format("chosen by {} folds", k), double(degree));
  }
  const auto learning_curves = show_learning_curves(new_examples, results);
  program::save_record(args, {}, results);
  if (args.plot) draw_figure(*args.plot, errors, data, learning_curves);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("model-selection", "The degree of a polynomial, chosen by K-fold cross-validation", "3.16")
          .figure();
  return program::run(options, argc, argv, lesson);
}
