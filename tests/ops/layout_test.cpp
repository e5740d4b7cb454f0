// Random draws into tensors that are not contiguous, and the order in memory of what is made like them.
#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/core/generator.hpp>
#include <d2l/nn/init.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "support/fixtures.hpp"

using namespace d2l;

namespace {

Dims dims(const nlohmann::json& numbers) {
  Dims result;
  for (const auto& n : numbers) result.push_back(n.get<std::int64_t>());
  return result;
}

template <class T>
Tensor<T> drawn(const nlohmann::json& draw, const Tensor<T>& x) {
  const auto op = draw.at("op").get<std::string>();
  if (op == "uniform") return x.uniform_(-1, 3);
  if (op == "normal") return x.normal_(1, 2);
  if (op == "bernoulli") return x.bernoulli_(0.3);
  return op == "rand" ? rand_like(x) : randn_like(x);
}

template <class T>
void check(const nlohmann::json& draw) {
  const auto memory = zeros<T>({1000});
  const Tensor<T> x(memory.storage(), draw.at("offset"), dims(draw.at("shape")), dims(draw.at("strides")));
  manual_seed(0);
  const auto y = drawn(draw, x);
  const auto values = y.to_vector();
  const auto& expected = draw.at("values");
  BOOST_REQUIRE_EQUAL(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    BOOST_CHECK_SMALL(static_cast<double>(values[i]) - expected[i].get<double>(), 4e-6);
  for (std::int64_t axis = 0; axis < y.dim(); ++axis)
    if (y.size(axis) > 1 && y.numel() > 0)
      BOOST_TEST(y.strides()[axis] == draw.at("order")[static_cast<std::size_t>(axis)].get<std::int64_t>());
  BOOST_CHECK_SMALL(rand({1}).item() - draw.at("next").get<float>(), 1e-7F);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layouts)

BOOST_AUTO_TEST_CASE(draws_are_pytorchs_in_every_layout) {
  std::size_t draws = 0;
  for (const auto& draw : fixture("layouts.json", "draws"))
    BOOST_TEST_CONTEXT(draw.at("kind") << " " << draw.at("op") << " " << draw.at("type") << " " << draw.at("shape")
                                       << " with strides " << draw.at("strides")) {
      ++draws;
      draw.at("type") == "float" ? check<float>(draw) : check<double>(draw);
    }
  BOOST_TEST(draws > 200U);
}

BOOST_AUTO_TEST_CASE(initial_values_are_drawn_in_the_order_of_memory) {
  const auto W = empty({4, 5}), V = empty({5, 4}).t();
  manual_seed(3);
  nn::init::xavier_uniform_(W);
  manual_seed(3);
  nn::init::uniform_(V, -std::sqrt(6.0 / 9), std::sqrt(6.0 / 9));
  BOOST_TEST(allclose(V.t().reshape({20}), W.reshape({20})));
}

BOOST_AUTO_TEST_CASE(what_is_made_like_a_tensor_lies_as_it_does) {
  const auto x = zeros({2, 3, 4}).permute({2, 0, 1});
  for (const auto& y : {empty_like(x), zeros_like(x), ones_like(x), full_like(x, 7)})
    BOOST_TEST((y.strides() == Dims{1, 12, 4}));
  BOOST_TEST(full_like(x, 7).sum().item() == 7 * 24);
  BOOST_TEST(zeros_like(x.expand({4, 2, 3})).sum().item() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
