// 3.11 How far the examples reach, and how curved the loss is that they make: docs/03/underfit-overfit.md
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  // The data of the program: 100 examples to train with, and 100 to test; the last setting has the first two.
  const auto x = randn({200, 1});
  const auto train = x.slice(0, 0, 100), test = x.slice(0, 100);
  std::cout << fmt::format("\nlargest |x|: {:.2f} in training, {:.2f} in the test\n", max(abs(train)).item(),
                           max(abs(test)).item());
  std::cout << fmt::format("x of the first two: {:.2f}, {:.2f}\n", train[0].item(), train[1].item());

  // The second derivatives of the mean squared error are 2 X̃ᵀX̃/n, of the features with a column of ones.
  const auto features = cat({train, pow(train, 2), pow(train, 3), ones(train.shape())}, 1).to<double>();
  const auto H = 2 * matmul(features.t(), features) / train.size(0);
  std::cout << fmt::format("curvatures: {:.2f}\n", fmt::join(arma::eig_sym(as_arma(H)), " "));
}

int main(int argc, char** argv) {
  return program::run({"underfit-overfit/curvatures", "How far the examples reach, and how curved the loss is", "3.11"},
                      argc, argv, lesson);
}
