#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/data/data_loader.hpp>
#include <d2l/data/tensor_dataset.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "support/fixtures.hpp"

using namespace d2l;

namespace {

DataLoader<TensorDataset<std::int64_t>> numbers(std::int64_t n, std::int64_t batch_size, bool shuffle) {
  return {TensorDataset(zeros({n, 1}), arange<std::int64_t>(static_cast<double>(n))), batch_size,
          shuffle ? Order::sampled : Order::sequential};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_loader)

BOOST_AUTO_TEST_CASE(epochs_come_in_the_order_of_pytorch) {
  for (const auto& expected : fixture("random.json", "loader")) {
    manual_seed(expected["seed"].get<std::uint64_t>());
    const auto loader = numbers(expected["n"], 3, expected["shuffle"]);
    for (const auto& epoch : expected["epochs"]) {
      std::vector<std::int64_t> order;
      for (const auto& [X, y] : loader)
        for (const auto i : y.to_vector()) order.push_back(i);
      BOOST_REQUIRE_EQUAL(order.size(), expected["n"].get<std::size_t>());
      order.resize(std::min(order.size(), epoch["order"].size()));
      BOOST_TEST(order == epoch["order"].get<std::vector<std::int64_t>>(), boost::test_tools::per_element());
      BOOST_TEST(rand({1}).item() == epoch["next_rand"].get<float>());
    }
  }
}

BOOST_AUTO_TEST_CASE(the_last_batch_is_smaller_where_the_examples_do_not_come_out_even) {
  const auto loader = numbers(7, 3, false);
  BOOST_TEST(loader.size() == 3);
  std::vector<std::int64_t> sizes;
  for (const auto& [X, y] : loader) {
    BOOST_TEST((X.shape() == Shape{y.size(0), 1}));
    sizes.push_back(y.size(0));
  }
  BOOST_TEST(sizes == (std::vector<std::int64_t>{3, 3, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_examples_are_no_batches) {
  const auto loader = numbers(0, 3, true);
  BOOST_TEST(loader.size() == 0);
  for (const auto& batch : loader) BOOST_ERROR("a batch of " << batch.second.numel());
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  BOOST_CHECK_THROW(numbers(3, 0, false), ValueError);
  BOOST_CHECK_THROW(numbers(3, -1, false), ValueError);
  BOOST_CHECK_THROW(TensorDataset(zeros({3, 1}), zeros({4})), ShapeError);
  BOOST_CHECK_THROW(TensorDataset(zeros({}), zeros({})), ShapeError);
}

BOOST_AUTO_TEST_SUITE_END()
