#include <cmath>
#include <functional>
#include <map>

#include <d2l/book/normal_linear.hpp>
#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/init.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "support/fixtures.hpp"

using namespace d2l;

namespace {

// The first and last numbers, and the sum of all.
void expect_ends(const Tensor<>& x, const nlohmann::json& book) {
  const auto values = x.to_vector();
  const auto& ends = book["ends"];
  const auto n = values.size(), count = ends.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = count == n || i < count / 2 ? i : n - count + i;
    BOOST_CHECK_CLOSE(values[place], ends[i].get<float>(), 1e-4);
  }
  BOOST_CHECK_SMALL(x.to<double>().sum().item() - book["sum"].get<double>(), 1e-6 * static_cast<double>(n));
}

nn::init::Mode mode(const nlohmann::json& options) {
  return options.value("mode", "fan_in") == "fan_in" ? nn::init::Mode::fan_in : nn::init::Mode::fan_out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(linear_starts_from_the_numbers_of_pytorch) {
  for (const auto& expected : fixture("random.json", "linear")) {
    manual_seed(expected["seed"].get<std::uint64_t>());
    const nn::Linear layer(expected["fan_in"], expected["fan_out"]);
    BOOST_TEST_CONTEXT("seed " << expected["seed"] << ", " << expected["fan_in"] << " to " << expected["fan_out"]) {
      expect_ends(layer.weight, expected["weight"]);
      expect_ends(layer.bias, expected["bias"]);
    }
  }
}

using Initialize = std::function<void(const Tensor<>&, const nlohmann::json& options)>;
const std::map<std::string, Initialize> initializers{
    {"xavier_uniform_", [](auto& x, auto& options) { nn::init::xavier_uniform_(x, options.value("gain", 1.0)); }},
    {"xavier_normal_", [](auto& x, auto& options) { nn::init::xavier_normal_(x, options.value("gain", 1.0)); }},
    {"kaiming_uniform_",
     [](auto& x, auto& options) { nn::init::kaiming_uniform_(x, options.value("a", 0.0), mode(options)); }},
    {"kaiming_normal_",
     [](auto& x, auto& options) { nn::init::kaiming_normal_(x, options.value("a", 0.0), mode(options)); }}};

BOOST_AUTO_TEST_CASE(weights_of_all_shapes_start_from_the_numbers_of_pytorch) {
  for (const auto& expected : fixture("layers.json", "init")) BOOST_TEST_CONTEXT(expected.dump()) {
      Shape shape;
      for (const auto& size : expected["shape"]) shape.push_back(size.get<std::int64_t>());
      const auto x = empty(shape);
      manual_seed(5);
      initializers.at(expected["name"])(x, expected["options"]);
      expect_ends(x, expected);
      BOOST_TEST(rand({1}).item() == expected["next"].get<float>());
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_weight_is_refused) {
  for (const auto& [name, initialize] : initializers)
    BOOST_CHECK_THROW(initialize(empty({3}), nlohmann::json::object()), ShapeError);
}

BOOST_AUTO_TEST_CASE(distributions_have_their_bounds_and_deviations) {
  manual_seed(1);
  const auto w = empty({300, 200});
  nn::init::xavier_uniform_(w);
  const double bound = std::sqrt(6.0 / 500);
  BOOST_TEST(w.abs().max().item() <= bound);
  BOOST_CHECK_CLOSE(w.square().mean().item(), bound * bound / 3, 2);
  nn::init::kaiming_uniform_(w);
  BOOST_CHECK_CLOSE(w.square().mean().item(), 2.0 / 200, 2);
  nn::init::normal_(w, 1, 0.5);
  BOOST_CHECK_CLOSE(w.mean().item(), 1, 1);
  BOOST_CHECK_CLOSE((w - 1).square().mean().item(), 0.25, 2);
  nn::init::constant_(w, 3);
  BOOST_TEST(w.square().mean().item() == 9.0F);
}

BOOST_AUTO_TEST_CASE(the_book_draws_the_default_values_before_its_own) {
  manual_seed(3);
  const auto layer = normal_linear(4, 2, 0.01);
  const auto after = rand({1});
  manual_seed(3);
  const nn::Linear plain(4, 2);
  const auto weight = normal(0, 0.01, {2, 4});
  BOOST_TEST(layer.weight.to_vector() == weight.to_vector(), boost::test_tools::per_element());
  BOOST_TEST(layer.bias.square().sum().item() == 0.0F);
  BOOST_TEST(after.item() == rand({1}).item());
}

BOOST_AUTO_TEST_SUITE_END()
