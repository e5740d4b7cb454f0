#include <boost/test/unit_test.hpp>

#include <d2l/core/arma.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(armadillo)

BOOST_AUTO_TEST_CASE(a_row_major_matrix_is_the_transpose_over_the_same_memory) {
  const auto X = arange<double>(6).view({2, 3});
  auto M = as_arma_transposed(X);
  BOOST_TEST(M.memptr() == X.data_ptr());
  BOOST_TEST(M.n_rows == 3);
  BOOST_TEST(M(2, 1) == X.at(1, 2));
  M(0, 1) = -7;
  BOOST_TEST(X.at(1, 0) == -7.0);
  BOOST_CHECK_THROW(as_arma_transposed(X.t()), ShapeError);
}

BOOST_AUTO_TEST_CASE(a_matrix_itself_is_copied_only_where_its_layout_asks_for_it) {
  const auto X = arange<double>(6).view({2, 3});
  const auto copy = as_arma(X);
  BOOST_TEST(copy.memptr() != X.data_ptr());
  BOOST_TEST(copy(1, 2) == 5.0);
  const auto same = as_arma(X.t());
  BOOST_TEST(same.memptr() == X.data_ptr());
  BOOST_TEST(same(2, 1) == 5.0);
  const auto steps = as_arma(X(all, Slice{0, 3, 2}));
  BOOST_TEST(steps(1, 1) == 5.0);
  BOOST_CHECK_THROW(as_arma(zeros({1, 2, 3})), ShapeError);
}

BOOST_AUTO_TEST_CASE(a_matrix_comes_back_without_a_copy_of_large_ones) {
  arma::mat M(200, 300, arma::fill::randu);
  const auto* const memory = M.memptr();
  const double value = M(17, 250);
  const auto X = from_arma(std::move(M));
  BOOST_TEST((X.shape() == Shape{200, 300}));
  BOOST_TEST(X.data_ptr() == memory);
  BOOST_TEST(X.at(17, 250) == value);
  BOOST_TEST(X.contiguous().at(17, 250) == value);
}

BOOST_AUTO_TEST_CASE(least_squares_are_solved_by_armadillo) {
  manual_seed(0);
  const auto X = randn<double>({100, 2});
  const auto w = tensor<double>({2, -3.4}).view({2, 1});
  const arma::mat solution = arma::solve(as_arma(X), as_arma(matmul(X, w)));
  BOOST_TEST(allclose(from_arma(solution).contiguous(), w, 1e-10));
}

BOOST_AUTO_TEST_CASE(empty_matrices_cross_the_bridge) {
  BOOST_TEST(as_arma(zeros({0, 3})).n_cols == 3);
  BOOST_TEST((from_arma(arma::fmat(3, 0)).shape() == Shape{3, 0}));
}

BOOST_AUTO_TEST_SUITE_END()
