// Elementwise functions and their gradients where it is easy to go wrong, as PyTorch has them: NaN, infinities, -0,
// kinks.
#include <cmath>
#include <functional>
#include <map>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"
#include "support/fixtures.hpp"

using namespace d2l;

namespace {

template <class T>
using Op = std::function<Tensor<T>(const std::vector<Tensor<T>>&)>;

template <class T>
const std::map<std::string, Op<T>> functions{
    {"sin", [](const auto& x) { return sin(x[0]); }},
    {"cos", [](const auto& x) { return cos(x[0]); }},
    {"floor", [](const auto& x) { return floor(x[0]); }},
    {"ceil", [](const auto& x) { return ceil(x[0]); }},
    {"round", [](const auto& x) { return round(x[0]); }},
    {"sign", [](const auto& x) { return sign(x[0]); }},
    {"log1p", [](const auto& x) { return log1p(x[0]); }},
    {"expm1", [](const auto& x) { return expm1(x[0]); }},
    {"pow", [](const auto& x) { return pow(x[0], x[1]); }},
    {"clamp_min 0.5", [](const auto& x) { return clamp_min(x[0], T(0.5)); }},
    {"clamp_max 0.5", [](const auto& x) { return clamp_max(x[0], T(0.5)); }},
    {"clamp_min 0", [](const auto& x) { return clamp_min(x[0], T(0)); }},
    {"clamp_max -0", [](const auto& x) { return clamp_max(x[0], T(-0.0)); }},
    {"isnan", [](const auto& x) { return isnan(x[0]).template to<T>(); }},
    {"isfinite", [](const auto& x) { return isfinite(x[0]).template to<T>(); }},
    {"logical_not", [](const auto& x) { return logical_not(x[0]).template to<T>(); }},
    {"logical_and", [](const auto& x) { return logical_and(x[0], x[1]).template to<T>(); }},
    {"logical_or", [](const auto& x) { return logical_or(x[0], x[1]).template to<T>(); }},
};

template <class T>
Tensor<T> numbers(const nlohmann::json& written) {
  const auto x = Tensor<T>::allocate({static_cast<std::int64_t>(written.size())});
  for (std::size_t i = 0; i < written.size(); ++i)
    x.data_ptr()[i] = static_cast<T>(std::stod(written[i].get<std::string>()));
  return x;
}

template <class T>
void expect_same(const Tensor<T>& x, const nlohmann::json& book, const std::string& what) {
  const auto values = x.to_vector(), right = numbers<T>(book).to_vector();
  const double rounding = std::same_as<T, float> ? 4e-6 : 1e-12;
  BOOST_REQUIRE(values.size() == right.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto a = values[i], b = right[i];
    const bool same = std::isnan(b)   ? std::isnan(a)
                      : std::isinf(b) ? a == b
                                      : std::abs(a - b) <= rounding * std::max<T>(1, std::abs(b));
    BOOST_TEST((same && (b != 0 || a != 0 || std::signbit(a) == std::signbit(b))),
               what << " of element " << i << " is " << a << ", of PyTorch " << b);
  }
}

template <class T>
void try_all_on(Device device) {
  for (const auto& of : fixture("elementwise.json", "cases"))
    BOOST_TEST_CONTEXT(of["name"] << " on " << to_string(device)) {
      std::vector<Tensor<T>> inputs;
      for (const auto& x : of["inputs"]) inputs.push_back(numbers<T>(x).to(device).requires_grad_());
      const auto y = functions<T>.at(of["name"])(inputs);
      expect_same(y, of["y"], "the value");
      BOOST_TEST(y.requires_grad() == of.contains("gradients"));
      if (!y.requires_grad()) continue;
      y.backward(full_like(y, std::stod(of["dy"].template get<std::string>())));
      for (std::size_t k = 0; k < inputs.size(); ++k)
        expect_same(inputs[k].grad(), of["gradients"][k], "gradient " + std::to_string(k));
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(edges)

BOOST_AUTO_TEST_CASE(the_edges_of_elementwise_functions_are_those_of_pytorch) {
  try_all_on<double>(Device{});
  try_all_on<float>(Device{});
}

BOOST_AUTO_TEST_CASE(on_a_gpu_they_are_the_same, *boost::unit_test::precondition(any_gpu)) {
  try_all_on<double>(gpu);
  try_all_on<float>(gpu);
}

BOOST_AUTO_TEST_CASE(truth_values_have_the_operators_of_cpp) {
  const auto a = tensor<bool>({false, false, true, true}), b = tensor<bool>({false, true, false, true});
  BOOST_TEST(((a && b).to_vector() == std::vector<bool>{false, false, false, true}));
  BOOST_TEST(((a || b).to_vector() == std::vector<bool>{false, true, true, true}));
  BOOST_TEST(((!a).to_vector() == std::vector<bool>{true, true, false, false}));
  BOOST_TEST(((a && tensor<bool>(true)).to_vector() == a.to_vector()));
  BOOST_CHECK_THROW(a && tensor<bool>({true, false}), ShapeError);
}

BOOST_AUTO_TEST_CASE(whole_numbers_are_rounded_to_nothing_else) {
  BOOST_TEST((sign(tensor<std::uint8_t>({0, 3})).to_vector() == std::vector<std::uint8_t>{0, 1}));
  BOOST_TEST((clamp_min(tensor<std::int64_t>({-3, 7}), 2).to_vector() == std::vector<std::int64_t>{2, 7}));
  BOOST_TEST((clamp_max(tensor<std::int64_t>({-3, 7}), 2).to_vector() == std::vector<std::int64_t>{-3, 2}));
  BOOST_TEST((isfinite(tensor<std::int64_t>({INT64_MAX})).to_vector() == std::vector<bool>{true}));
}

BOOST_AUTO_TEST_CASE(into_a_tensor_of_truth_values) {
  const auto result = tensor<bool>({true, true});
  isnan(tensor({1, 2}), out(result));
  BOOST_TEST((result.to_vector() == std::vector<bool>{false, false}));
  BOOST_CHECK_THROW(isnan(tensor({1, 2, 3}), out(result)), ShapeError);
}

BOOST_AUTO_TEST_SUITE_END()
