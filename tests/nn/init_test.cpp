#include <cmath>

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
  BOOST_CHECK_THROW(nn::init::xavier_uniform_(empty({3})), ShapeError);
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
