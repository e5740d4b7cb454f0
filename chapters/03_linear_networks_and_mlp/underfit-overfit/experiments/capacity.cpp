// 3.11 The training error and the test error of polynomials of growing degree: docs/03/underfit-overfit.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// The powers of x from 0 to the degree, side by side.
arma::mat features(const arma::vec& x, int degree) {
  arma::mat powers(x.n_elem, static_cast<arma::uword>(degree) + 1, arma::fill::ones);
  for (arma::uword p = 1; p < powers.n_cols; ++p) powers.col(p) = arma::pow(x, static_cast<double>(p));
  return powers;
}

std::string shown(double error) { return error < 1 ? fmt::format("{:.6f}", error) : fmt::format("{:.3g}", error); }

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  // The data of the program: the first 100 examples are to train with, the others to test.
  const auto x = randn({200, 1});
  const auto y = 1.2 * x - 3.4 * pow(x, 2) + 5.6 * pow(x, 3) + 5 + normal(0, 0.01, x.shape());
  const arma::vec xs = as_arma(x.to<double>()), ys = as_arma(y.to<double>());

  std::cout << "\n        100 examples:         10 examples:\n";
  std::cout << "degree  training        test  training        test\n";
  for (const int degree : {0, 1, 2, 3, 4, 5, 7, 9, 12}) {
    std::cout << fmt::format("{:>6}", degree);
    for (const arma::uword n : {100U, 10U}) {
      // Where many polynomials fit perfectly, the pseudo-inverse takes that of the smallest coefficients.
      const arma::vec coefficients = arma::pinv(features(xs.head(n), degree)) * ys.head(n);
      const arma::vec differences = features(xs, degree) * coefficients - ys;
      const double train = arma::mean(arma::square(differences.head(n)));
      const double test = arma::mean(arma::square(differences.tail(100)));
      std::cout << fmt::format("{:>10}{:>12}", shown(train), shown(test));
    }
    std::cout << '\n';
  }
}

int main(int argc, char** argv) {
  return program::run({"underfit-overfit/capacity", "The errors of polynomials of growing degree", "3.11"}, argc, argv,
                      lesson);
}
