// Values and gradients where numbers are large, small, infinite or NaN.
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/backward.hpp>
#include <d2l/autograd/gradcheck.hpp>
#include <d2l/nn/loss.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/softmax.hpp>

#include "support/fixtures.hpp"

using namespace d2l;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity(), not_a_number = NAN;

template <class T>
using Op = std::function<Tensor<T>(const std::vector<Tensor<T>>&)>;

// The op of a name in the fixture, with its numbers behind it: "clamp -1 1".
template <class T>
Op<T> op_of(const std::string& call) {
  using In = const std::vector<Tensor<T>>&;
  std::istringstream words(call);
  std::string name, word;
  std::vector<double> numbers;
  if (call == "softmax from scratch")
    return [](In x) { return (exp(x[0]) / exp(x[0]).sum() * tensor<T>({1, 2, 3})).sum(); };
  words >> name;
  while (words >> word) numbers.push_back(std::stod(word));
  const std::map<std::string, Op<T>> ops{
      {"exp", [](In x) { return exp(x[0]); }},
      {"log", [](In x) { return log(x[0]); }},
      {"sqrt", [](In x) { return sqrt(x[0]); }},
      {"tanh", [](In x) { return tanh(x[0]); }},
      {"sigmoid", [](In x) { return sigmoid(x[0]); }},
      {"relu", [](In x) { return relu(x[0]); }},
      {"abs", [](In x) { return abs(x[0]); }},
      {"neg", [](In x) { return neg(x[0]); }},
      {"square", [](In x) { return square(x[0]); }},
      {"pow", [=](In x) { return pow(x[0], numbers[0]); }},
      {"clamp", [=](In x) { return clamp(x[0], static_cast<T>(numbers[0]), static_cast<T>(numbers[1])); }},
      {"mul", [](In x) { return x[0] * x[1]; }},
      {"div", [](In x) { return x[0] / x[1]; }},
      {"maximum", [](In x) { return maximum(x[0], x[1]); }},
      {"minimum", [](In x) { return minimum(x[0], x[1]); }},
      {"softmax", [](In x) { return (softmax(x[0], 0) * tensor<T>({1, 2, 3})).sum(); }},
      {"log_softmax", [](In x) { return (log_softmax(x[0], 0) * tensor<T>({1, 2, 3})).sum(); }},
      {"cross_entropy", [](In x) { return cross_entropy(x[0].view({1, 3}), tensor<std::int64_t>({1})); }},
      {"norm", [](In x) { return norm(x[0]); }},
      {"mean", [](In x) { return mean(x[0]); }},
      {"sum", [](In x) { return sum(x[0]); }},
      {"max", [=](In x) { return numbers.empty() ? max(x[0]) : max(x[0], 0).first; }},
      {"min", [=](In x) { return numbers.empty() ? min(x[0]) : min(x[0], 0).first; }},
      {"var", [=](In x) { return var(x[0], Correction{numbers.empty() ? 1 : static_cast<std::int64_t>(numbers[0])}); }},
      {"std", [](In x) { return d2l::std(x[0]); }},
      {"prod", [=](In x) { return numbers.empty() ? prod(x[0]) : prod(x[0], 0); }},
      {"logsumexp", [](In x) { return logsumexp(x[0]); }},
      {"cumsum", [](In x) { return (cumsum(x[0], 0) * tensor<T>({1, 2, 3})).sum(); }},
      {"sort", [](In x) { return (sort(x[0]).first * tensor<T>({1, 2, 3})).sum(); }},
      {"descending", [](In x) { return (sort(x[0], 0, descending).first * tensor<T>({1, 2, 3})).sum(); }},
      {"topk", [](In x) { return (topk(x[0], 2).first * tensor<T>({1, 2})).sum(); }},
  };
  return ops.at(name);
}

bool agrees(double x, double y, double scale) {
  if (std::isnan(y)) return std::isnan(x);
  return x == y || std::abs(x - y) <= 2e-6 * std::max(std::abs(y), scale) + 1e-44;
}

// A case is a line of numbers: the inputs, each of a shape; the gradient that arrives; the value; the gradients.
template <class T>
void check(const Op<T>& op, const std::vector<Shape>& shapes, const std::string& line) {
  std::istringstream words(line);
  const auto next = [&] {
    std::string word;
    words >> word;
    return std::stod(word);
  };
  std::vector<Tensor<T>> inputs;
  double scale = 0;  // of the terms that a gradient of rows is a difference of
  for (const auto& shape : shapes) {
    const auto x = empty<T>(shape);
    for (std::int64_t i = 0; i < x.numel(); ++i) x.data_ptr()[i] = static_cast<T>(static_cast<float>(next()));
    inputs.push_back(x.clone().requires_grad_());
  }
  const auto arriving = next();
  if (shapes[0].size() == 1 && std::isfinite(arriving)) scale = std::abs(arriving);
  const auto y = op(inputs);
  y.backward(full<T>({}, static_cast<float>(arriving)));
  const double value = static_cast<double>(y.item()), expected = next();
  BOOST_TEST(agrees(value, expected, 0), line << ": the value is " << value);
  for (const auto& x : inputs)
    for (const auto gradient : x.grad().to_vector())
      BOOST_TEST(agrees(static_cast<double>(gradient), next(), scale), line << ": a gradient is " << gradient);
}

void check_all(const std::string& part, const std::vector<Shape>& shapes, std::size_t least = 500) {
  std::size_t cases = 0;
  for (const auto& entry : fixture("gradients.json", part)) {
    const auto call = entry.at("op").get<std::string>();
    const bool is_float = entry.at("type") == "float";
    BOOST_TEST_CONTEXT(call << (is_float ? " of floats" : " of doubles"))
    for (const auto& line : entry.at("cases")) {
      ++cases;
      if (is_float)
        check<float>(op_of<float>(call), shapes, line);
      else
        check<double>(op_of<double>(call), shapes, line);
    }
  }
  BOOST_TEST(cases > least);
}

// The gradient of a number x, where dy arrives at f(x).
template <class T, class F>
T gradient(F f, T x, T dy = 1) {
  const auto leaf = full<T>({}, x).requires_grad_();
  f(leaf).backward(full<T>({}, dy));
  return leaf.grad().item();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gradients)

BOOST_AUTO_TEST_CASE(of_one_number_are_those_of_pytorch) { check_all("unary", {{}}); }
BOOST_AUTO_TEST_CASE(of_two_numbers_are_those_of_pytorch) { check_all("binary", {{}, {}}); }
BOOST_AUTO_TEST_CASE(of_rows_are_those_of_pytorch) { check_all("rows", {{3}}); }
BOOST_AUTO_TEST_CASE(of_finite_rows_are_those_of_pytorch) { check_all("finite rows", {{3}}, 90); }

// Where PyTorch's are lost on the way.
BOOST_AUTO_TEST_CASE(nothing_overflows_or_vanishes_on_the_way) {
  const auto relative = [](float x, double expected) { return std::abs(x / expected - 1); };
  BOOST_TEST(relative(gradient([](const auto& x) { return square(x); }, 3e38F, 1e-30F), 6e8) < 1e-6);
  BOOST_TEST(relative(gradient([](const auto& x) { return pow(x, 3); }, 1e20F, 1e-30F), 3e10) < 1e-6);
  BOOST_TEST(relative(gradient([](const auto& x) { return pow(x, -1); }, 1e30F, 1e30F), -1e-30) < 1e-6);
  BOOST_TEST(relative(gradient([](const auto& x) { return 3 / x; }, 1e-25F, 1e-20F), -3e30) < 1e-6);
  BOOST_TEST(relative(gradient([](const auto& x) { return 3 / x; }, 1e30F, 1e30F), -3e-30) < 1e-6);
  const auto a = [](const auto& b) { return tensor({1e-30}).view({}) / b; };
  BOOST_TEST(relative(gradient(a, 1e20F, 1e38F), -1e-32) < 1e-6);
  BOOST_TEST(relative(gradient(a, 1e-38F, 1e-15F), -1e31) < 1e-6);
}

BOOST_AUTO_TEST_CASE(of_a_product_are_the_products_of_the_others) {
  const auto gradients = [](Tensor<> x) {
    prod(x.requires_grad_()).backward();
    return x.grad().to_vector();
  };
  BOOST_TEST((gradients(tensor({2, infinity, 4})) == std::vector<float>{infinity, 8, infinity}));
  BOOST_TEST((gradients(tensor({1e-30F, 1e-30F})) == std::vector<float>{1e-30F, 1e-30F}));
  BOOST_TEST(gradients(zeros({0})).empty());
}

BOOST_AUTO_TEST_CASE(a_norm_of_floats_reaches_as_far_as_its_value) {
  for (const float size : {1e30F, 1e-30F, 1e-40F, 1e38F}) {
    const auto x = (tensor({3 * size, -2 * size, 0}) / 3).requires_grad_();
    const auto y = norm(x);
    y.backward();
    BOOST_TEST(std::abs(y.item() / (std::sqrt(13) / 3 * size) - 1) < 1e-4);
    BOOST_TEST(std::abs(x.grad().at(0) - 3 / std::sqrt(13)) < 1e-4);
    BOOST_TEST(std::abs(x.grad().at(1) + 2 / std::sqrt(13)) < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(what_lets_nothing_through_gives_0_even_of_infinity) {
  for (const float dy : {infinity, not_a_number}) {
    BOOST_TEST(gradient([](const auto& x) { return relu(x); }, -1.0F, dy) == 0);
    BOOST_TEST(gradient([](const auto& x) { return clamp(x, 0, 1); }, 2.0F, dy) == 0);
    BOOST_TEST(gradient([](const auto& x) { return pow(x, 0); }, 2.0F, dy) == 0);
    BOOST_TEST(gradient([](const auto& x) { return maximum(x, tensor({3}).view({})); }, 2.0F, dy) == 0);
    const auto x = tensor({1, 5, 2}).requires_grad_();
    max(x).backward(full({}, dy));
    BOOST_TEST(x.grad().at(0) == 0);
    BOOST_TEST(x.grad().at(2) == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_largest_share_the_gradient_be_they_nan) {
  const auto x = tensor({1, not_a_number, 2, not_a_number}).requires_grad_();
  max(x).backward();
  BOOST_TEST(x.grad().to_vector() == (std::vector<float>{0, 0.5, 0, 0.5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
