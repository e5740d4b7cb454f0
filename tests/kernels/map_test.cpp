#include "on_both.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(map, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(rows_of_all_sizes) {
  for (const auto n : sizes) {
    expect_same_on_both(0, [](const auto& x, const auto& y) { return x * y + x; }, numbers({n}), numbers({n}, 5));
    expect_same_on_both(1e-6, [](const auto& x) { return exp(x / 50); }, numbers({n}));
    expect_same_on_both(1e-14, [](const auto& x) { return tanh(x / 50); }, numbers<double>({n}));
    expect_same_on_both(0, [](const auto& x, const auto& y) { return x < y; }, numbers({n}), numbers({n}, 3));
    expect_same_on_both(0, [](const auto& x) { return x.template to<std::uint8_t>(); }, numbers<std::int64_t>({n}));
    expect_same_on_both(0, [](const auto& x) { return full_like(x, 3); }, numbers({n}));
  }
}

BOOST_AUTO_TEST_CASE(broadcast_and_strided) {
  for (const auto n : sizes) {
    expect_same_on_both(0, [](const auto& x, const auto& row) { return x + row; }, numbers({3, n}), numbers({n}));
    expect_same_on_both(
        0, [](const auto& x, const auto& column) { return x - column; }, numbers({n, 3}), numbers({n, 1}));
    expect_same_on_both(0, [](const auto& x, const auto& y) { return x.t() * y; }, numbers({n, 7}), numbers({7, n}));
    expect_same_on_both(0, [](const auto& x) { return x(all, Slice{1, 9, 3}, 0).clone(); }, numbers({n, 9, 2}));
  }
  expect_same_on_both(0, [](const auto& x) { return x.permute({2, 0, 3, 1}).clone(); }, numbers({5, 6, 7, 8}));
  expect_same_on_both(0, [](const auto& x) { return x.expand({4, 300}).clone(); }, numbers({1}));
}

BOOST_AUTO_TEST_CASE(in_place_and_into_a_part) {
  expect_same_on_both(0, [](const auto& x) { return x.clone().mul_(2).add_(x); }, numbers({1025}));
  expect_same_on_both(
      0,
      [](const auto& x) {
        const auto y = x.clone();
        y(all, Slice{0, 40, 2}).copy_(y(all, Slice{1, 40, 2}));
        return y;
      },
      numbers({30, 40}));
}

BOOST_AUTO_TEST_SUITE_END()
