#include "d2l/book/least_squares.hpp"

#include "d2l/core/arma.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

LinearParameters least_squares(const Tensor<>& X, const Tensor<>& y) {
  const auto X_double = X.to<double>(), y_double = y.to<double>().view({-1});
  const arma::mat features = as_arma(X_double);
  const arma::vec labels = as_arma(y_double);
  const arma::mat with_bias = arma::join_rows(features, arma::ones(features.n_rows));
  arma::vec solution;
  if (!arma::solve(solution, with_bias, labels)) throw ValueError("least_squares: no solution was found");
  const auto d = X.size(1);
  const auto w = from_arma<double>(solution.head(static_cast<arma::uword>(d))).contiguous().to<float>();
  return {w.to(X.device()), static_cast<float>(solution.back())};
}

}  // namespace d2l
