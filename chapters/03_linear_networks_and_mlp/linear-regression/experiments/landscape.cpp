// 3.2 The landscape of the loss, its slope at the start and its curvatures: docs/03/linear-regression.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  // The data of the program, and the parameters with which it starts.
  const auto [X, y] = synthetic_data(tensor({2, -3.4F}).view({2, 1}), 4.2F, 1000);
  auto w = normal(0, 0.01, {2, 1}).requires_grad_();
  auto b = zeros({1}).requires_grad_();
  const auto loss = [&] { return squared_loss(linreg(X, w, b), y).mean(); };

  const auto before = loss();
  before.backward();
  const double slope = std::hypot(w.grad().norm().item(), b.grad().norm().item());
  std::cout << fmt::format("\nloss at the start {:.4f}, length of its gradient {:.2f}\n", before.item(), slope);

  // A step against the gradient, first by the formula, then taken.
  constexpr double length = 0.1;
  for (const auto& p : {w, b}) p.data() -= length / slope * p.grad();
  std::cout << fmt::format("a step of length {} should lower the loss by {:.3f}, and lowers it by {:.3f}\n", length,
                           length * slope, before.item() - loss().item());

  // The second derivatives of the loss are X̃ᵀX̃/n, of the features with a column of ones.
  const auto with_ones = cat({X, ones({X.size(0), 1})}, 1).to<double>();
  const auto H = matmul(with_ones.t(), with_ones) / X.size(0);
  std::cout << fmt::format("curvatures {:.2f}\n", fmt::join(arma::eig_sym(as_arma(H)), " "));
}

int main(int argc, char** argv) {
  return program::run({"linear-regression/landscape", "The landscape of linear regression's loss", "3.2"}, argc, argv,
                      lesson);
}
