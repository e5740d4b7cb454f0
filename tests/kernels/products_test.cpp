#include "on_both.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(products, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(of_all_layouts) {
  const auto product = [](const auto& A, const auto& B) { return mm(A, B); };
  for (const auto& [n, k, m] : {std::tuple{3, 4, 5}, {1, 7, 1}, {1, 1, 9}, {64, 0, 3}, {0, 3, 3}, {33, 17, 65}}) {
    expect_same_on_both(1e-6, product, numbers({n, k}), numbers({k, m}));
    expect_same_on_both(1e-14, product, numbers<double>({n, k}), numbers<double>({k, m}));
    expect_same_on_both(
        1e-6, [](const auto& A, const auto& B) { return mm(A.t(), B); }, numbers({k, n}), numbers({k, m}));
    expect_same_on_both(
        1e-6, [](const auto& A, const auto& B) { return mm(A, B.t()); }, numbers({n, k}), numbers({m, k}));
    expect_same_on_both(
        1e-6, [](const auto& A, const auto& B) { return mm(A.t(), B.t()); }, numbers({k, n}), numbers({m, k}));
  }
  expect_same_on_both(
      1e-6, [](const auto& A, const auto& B) { return mm(A(all, Slice{1, 9, 2}), B(Slice{2, 6}, all)); },
      numbers({5, 9}), numbers({8, 3}));
  expect_same_on_both(
      1e-6, [](const auto& a, const auto& B) { return mm(a.expand({6, 5}), B); }, numbers({5}), numbers({5, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
