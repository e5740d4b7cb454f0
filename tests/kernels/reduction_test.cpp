#include <limits>

#include "on_both.hpp"

using namespace d2l;

namespace {

template <class T>
void expect_same_reductions(const Shape& shape) {
  const auto x = numbers<T>(shape);
  expect_same_on_both(1e-7, [](const auto& t) { return t.sum(); }, x);
  if (x.numel() > 0) {
    expect_same_on_both(0, [](const auto& t) { return t.max(); }, x);
    expect_same_on_both(0, [](const auto& t) { return t.argmax(); }, x);
  }
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) {
    expect_same_on_both(1e-7, [=](const auto& t) { return t.sum(axis); }, x);
    if (x.size(axis) == 0) continue;
    expect_same_on_both(0, [=](const auto& t) { return t.max(axis).first; }, x);
    expect_same_on_both(0, [=](const auto& t) { return t.max(axis).second; }, x);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reduction, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(of_all_sizes) {
  for (const auto n : sizes) {
    expect_same_reductions<float>({n});
    expect_same_reductions<double>({n, 10});
    expect_same_reductions<float>({10, n});
    expect_same_reductions<std::int64_t>({3, n, 5});
  }
  expect_same_reductions<std::uint8_t>({257, 3});
  expect_same_reductions<float>({});
}

BOOST_AUTO_TEST_CASE(in_two_stages) {
  expect_same_reductions<float>({70001});
  expect_same_reductions<double>({9001, 3});
  expect_same_reductions<std::int64_t>({3, 20011});
}

BOOST_AUTO_TEST_CASE(of_views) {
  expect_same_on_both(0, [](const auto& x) { return x.t().sum(0); }, numbers({33, 40}));
  expect_same_on_both(0, [](const auto& x) { return x.t().sum(1); }, numbers({33, 40}));
  expect_same_on_both(0, [](const auto& x) { return x.permute({2, 0, 1}).sum(Dims{0, 2}); }, numbers({20, 30, 4}));
  expect_same_on_both(0, [](const auto& x) { return x.permute({2, 0, 1}).argmax(); }, numbers({20, 30, 4}));
  expect_same_on_both(0, [](const auto& x) { return x.expand({500, 3}).sum(); }, numbers({3}));
  expect_same_on_both(0, [](const auto& x) { return (x > 0).sum(1); }, numbers({20, 300}));
}

BOOST_AUTO_TEST_CASE(nan_is_above_all_and_the_first_wins) {
  const auto x = numbers({2, 600});
  for (const auto i : {700, 650, 1100}) x.view({-1}).at(i) = std::numeric_limits<float>::quiet_NaN();
  expect_same_on_both(0, [](const auto& t) { return t.max(1).first; }, x);
  expect_same_on_both(0, [](const auto& t) { return t.argmax(1); }, x);
  expect_same_on_both(0, [](const auto& t) { return t.argmax(0); }, x);
}

BOOST_AUTO_TEST_SUITE_END()
